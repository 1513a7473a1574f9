using System.Globalization;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Definitions;
using Microsoft.Net.Http.Headers;

namespace Curlew.Service.Features.Definitions;

/// <summary>
/// The ETag of a definition, and the preconditions that clients send with it (RFC 9110, sections 8.8.3 and 13). It names all
/// that can change of a definition, its newest revision and its baseline, and so is a strong one, as in <c>"r3"</c>. Ids are
/// never used again, so it needs none.
/// </summary>
internal static class DefinitionTag
{
    /// <summary>What answers say of it.</summary>
    public const string Description = "Names what is answered, as in `\"r3\"`: for `If-Match` and `If-None-Match`.";

    /// <summary>The ETag.</summary>
    public static EntityTagHeaderValue Of(DefinitionRecord definition)
    {
        var revision = definition.Revision.ToString(CultureInfo.InvariantCulture);
        return new EntityTagHeaderValue(definition.BaselineRunId is { } run ? $"\"r{revision}-{run:N}\"" : $"\"r{revision}\"");
    }

    /// <summary>Sets it in an answer.</summary>
    public static void Set(HttpResponse response, DefinitionRecord definition) => response.Headers.ETag = Of(definition).ToString();

    /// <summary>Whether the client has the newest already (<c>If-None-Match</c>); what cannot be read is passed over.</summary>
    public static bool IsKnown(HttpRequest request, DefinitionRecord definition) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var tags)
        && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(Of(definition), useStrongComparison: false));

    /// <summary>What keeps the request from changing the definition as it is (<c>If-Match</c>); null where nothing does.</summary>
    public static IResult? Refuse(HttpRequest request, DefinitionRecord definition, bool isRequired) =>
        IfMatch.Refuse(request, Of(definition), isRequired, () => Stale(definition));

    /// <summary>The definition is not as the request has it any more.</summary>
    public static IResult Stale(DefinitionRecord definition) => Problem.Of(
        ProblemType.StaleETag,
        $"The definition is at revision {definition.Revision} now, with the ETag {Of(definition)}; nothing was changed. GET "
        + $"{DefinitionAddress.Of(definition.Id)} and apply the change to what it answers.");

    /// <summary>Takes <c>If-None-Match</c>.</summary>
    public static RouteHandlerBuilder TakesIfNoneMatch(this RouteHandlerBuilder endpoint) => endpoint.TakesHeader(
        "If-None-Match", "An ETag that GET answered; where nothing has changed since, the answer is 304, without a body.");
}
