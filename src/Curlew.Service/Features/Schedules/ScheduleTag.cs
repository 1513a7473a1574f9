using System.Globalization;
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
    public static IResult? Refuse(HttpRequest request, ScheduleRecord schedule, bool isRequired) => IfMatch.Refuse(
        request,
        Of(schedule),
        isRequired,
        () => Problem.Of(
            ProblemType.StaleETag,
            $"The schedule has the ETag {Of(schedule)} now; nothing was changed. GET {ScheduleAddress.Of(schedule.Id)} and apply the "
            + "change to what it answers."));
}
