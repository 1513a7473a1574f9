using System.ComponentModel.DataAnnotations;
using Curlew.Domain.Definitions;
using Curlew.Domain.Notifications;

namespace Curlew.Service.Features.Webhooks;

/// <summary>Who is to be told of what.</summary>
public sealed record WebhookRequest
{
    internal const int MostEvents = 4;

    /// <summary>What people call it; must be there. Names need not differ.</summary>
    [MaxLength(DefinitionLimits.NameLength)]
    public string? Name { get; init; }

    /// <summary>
    /// Where messages are POSTed: http or https, and allowed to be tested, see <c>GET /api/v1/targets</c>. Must be there; a PUT keeps the saved
    /// one where it is absent, or as GET answered it.
    /// </summary>
    [MaxLength(DefinitionLimits.UrlLength)]
    public string? Url { get; init; }

    /// <summary>
    /// What messages are signed with: <c>whsec_</c> and 24 to 64 bytes in base64. Where it is absent a POST makes one, and a PUT keeps the saved
    /// one, as it does for <c>***</c>.
    /// </summary>
    [MaxLength(WebhookSecret.TextLength)]
    public string? Secret { get; init; }

    /// <summary>
    /// What it is told of: <c>finished</c> (every end of a run), <c>regressed</c>, <c>failed</c> and <c>recovered</c>; default all but
    /// <c>finished</c>.
    /// </summary>
    [MaxLength(MostEvents)]
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>Whether it is told of all runs, or only of those of schedules that name it (<c>notify</c>); default true.</summary>
    public bool? AllRuns { get; init; }

    /// <summary>Whether it is told of anything; default true.</summary>
    public bool? Enabled { get; init; }
}
