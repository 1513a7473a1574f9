using System.Globalization;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Schedules;
using Microsoft.Net.Http.Headers;

namespace Curlew.Service.Features.Schedules;

/// <summary>
/// The ETag of a schedule, and the precondition that clients send with it (RFC 9110, section 13.1.1). It names what a person can change of
/// a schedule, as in <c>"v3"</c>; its next times and its last run change by themselves, and without it.
/// </summary>
internal static class ScheduleTag
{
    /// <summary>What answers say of it.</summary>
    public const string Description = "Names what the schedule says, as in `\"v3\"`: for `If-Match`.";

    /// <summary>The ETag.</summary>
    public static EntityTagHeaderValue Of(ScheduleRecord schedule) =>
        new(string.Create(CultureInfo.InvariantCulture, $"\"v{schedule.Version}\""));

    /// <summary>Sets it in an answer.</summary>
    public static void Set(HttpResponse response, ScheduleRecord schedule) => response.Headers.ETag = Of(schedule).ToString();

    /// <summary>What keeps the request from changing the schedule as it is (<c>If-Match</c>); null where nothing does.</summary>
    public static IResult? Refuse(HttpRequest request, ScheduleRecord schedule, bool isRequired)
    {
        var given = request.Headers.IfMatch;
        if (given.Count == 0)
        {
            return isRequired
                ? Problem.Of(
                    ProblemType.PreconditionRequired,
                    "Send the ETag that GET answered in If-Match, so that nobody's change gets lost; If-Match: * replaces whatever "
                    + "is there.")
                : null;
        }

        if (given == EntityTagHeaderValue.Any.ToString())
            return null;
        if (!EntityTagHeaderValue.TryParseStrictList(given, out var tags) || tags.Contains(EntityTagHeaderValue.Any))
        {
            return Problem.Of(
                ProblemType.BadRequest, "If-Match must be ETags in quotes, as in \"v3\", separated by commas, or a single *.");
        }

        return tags.Any(tag => tag.Compare(Of(schedule), useStrongComparison: true))
            ? null
            : Problem.Of(
                ProblemType.StaleETag,
                $"The schedule has the ETag {Of(schedule)} now; nothing was changed. GET {ScheduleAddress.Of(schedule.Id)} and apply the "
                + "change to what it answers.");
    }

    /// <summary>Takes <c>If-Match</c>.</summary>
    public static RouteHandlerBuilder TakesScheduleTag(this RouteHandlerBuilder endpoint, bool isRequired) => endpoint.TakesHeader(
        "If-Match", "The ETag that GET answered, or * for whatever is there.", isRequired);
}
