using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;
using Curlew.Domain.Notifications;
using Curlew.Service.Features.Runs;

namespace Curlew.Service.Features.Webhooks;

/// <summary>What a body asks for, held against what is saved, with all that is wrong with it.</summary>
internal sealed class WebhookReading
{
    private readonly List<DefinitionFault> _faults = [];

    /// <summary>Reads a body.</summary>
    /// <param name="asked">The body.</param>
    /// <param name="savedUrl">The saved URL as answers show it; null where nothing is saved.</param>
    public WebhookReading(WebhookRequest asked, string? savedUrl)
    {
        Name = asked.Name ?? "";
        if (asked.Name is null)
            Fault("name", "Is missing: what people call it.");
        else if (DefinitionReader.FaultOfName(asked.Name) is { } fault)
            Fault("name", fault);
        NewUrl = ReadUrl(asked.Url, savedUrl);
        NewSecret = ReadSecret(asked.Secret, isSaved: savedUrl is not null);
        Events = ReadEvents(asked.Events);
    }

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyList<DefinitionFault> Faults => _faults;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The URL; null for the saved one.</summary>
    public Uri? NewUrl { get; }

    /// <summary>The secret; null for the saved one, or where there is none for one that is made.</summary>
    public WebhookSecret? NewSecret { get; }

    /// <summary>The events, in the order in which they are listed everywhere.</summary>
    public IReadOnlyList<RunEvent> Events { get; }

    /// <summary>The events as the database has them.</summary>
    public string EventsJson => JsonSerializer.Serialize(Events, CurlewJson.Options);

    private Uri? ReadUrl(string? text, string? savedUrl)
    {
        if (savedUrl is not null && (text is null || text == savedUrl))
            return null;
        if (text is null)
        {
            Fault("url", "Is missing: where messages are POSTed, as in https://hooks.shop.test/curlew.");
            return null;
        }

        if (text.EndsWith(WebhookMask.Path, StringComparison.Ordinal))
        {
            Fault("url", $"Ends in {WebhookMask.Path}, which stands for a path that answers do not show; give the whole url.");
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            Fault("url", "Must be an address to POST to, with http:// or https:// before it, as in https://hooks.shop.test/curlew.");
            return null;
        }

        if (url.UserInfo.Length > 0)
            Fault("url", "Must have no user and password; what proves a message's origin is its signature.");
        if (url.Fragment.Length > 0)
            Fault("url", "Must have no #fragment: it is not sent.");
        return url;
    }

    private WebhookSecret? ReadSecret(string? text, bool isSaved)
    {
        if (text is null || (isSaved && text == WebhookMask.Secret))
            return null;
        if (!WebhookSecret.TryParse(text, out var secret))
            Fault("secret", $"Must be {WebhookSecret.Form}; leave it out for {(isSaved ? "the saved one" : "one that is made for you")}.");
        return secret;
    }

    private IReadOnlyList<RunEvent> ReadEvents(IReadOnlyList<string>? words)
    {
        if (words is null)
            return RunEvents.Default;
        if (words.Count == 0)
            Fault("events", "Must name at least one event, or be absent; to tell nothing set `enabled` to false.");
        for (var index = 0; index < words.Count; index++)
        {
            if (!ApiWords<RunEvent>.TryRead(words[index], out var read) || !RunEvents.ToAskFor.Contains(read!.Value))
                Fault($"events[{index}]", $"Must be one of {string.Join(", ", RunEvents.ToAskFor.Select(ApiWords<RunEvent>.Of))}.");
            else if (words.Take(index).Contains(words[index]))
                Fault($"events[{index}]", "Is named twice.");
        }

        return [.. RunEvents.ToAskFor.Where(each => words.Contains(ApiWords<RunEvent>.Of(each)))];
    }

    private void Fault(string field, string message) => _faults.Add(new DefinitionFault(field, message));
}
