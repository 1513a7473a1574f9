using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Microsoft.Net.Http.Headers;

namespace Curlew.Service.Features;

/// <summary>The precondition that clients send with a change (RFC 9110, section 13.1.1), read alike wherever it is sent.</summary>
internal static class IfMatch
{
    /// <summary>Whether any state at all is allowed.</summary>
    public static bool IsAny(HttpRequest request) => request.Headers.IfMatch == EntityTagHeaderValue.Any.ToString();

    /// <summary>What keeps a request from changing something as it is; null where nothing does.</summary>
    /// <param name="request">The request.</param>
    /// <param name="current">The ETag of what is there.</param>
    /// <param name="isRequired">Whether there has to be a precondition.</param>
    /// <param name="stale">Answers that it is another one.</param>
    public static IResult? Refuse(HttpRequest request, EntityTagHeaderValue current, bool isRequired, Func<IResult> stale)
    {
        if (request.Headers.IfMatch.Count == 0)
        {
            return isRequired
                ? Problem.Of(
                    ProblemType.PreconditionRequired,
                    "Send the ETag that GET answered in If-Match, so that nobody's change gets lost; If-Match: * replaces whatever "
                    + "is there.")
                : null;
        }

        if (IsAny(request))
            return null;
        if (!EntityTagHeaderValue.TryParseStrictList(request.Headers.IfMatch, out var tags) || tags.Contains(EntityTagHeaderValue.Any))
        {
            return Problem.Of(
                ProblemType.BadRequest, "If-Match must be ETags in quotes, as in \"v3\", separated by commas, or a single *.");
        }

        return tags.Any(tag => tag.Compare(current, useStrongComparison: true)) ? null : stale();
    }

    /// <summary>Takes it.</summary>
    public static RouteHandlerBuilder TakesIfMatch(this RouteHandlerBuilder endpoint, bool isRequired) => endpoint.TakesHeader(
        "If-Match", "The ETag that GET answered, or * for whatever is there.", isRequired);
}
