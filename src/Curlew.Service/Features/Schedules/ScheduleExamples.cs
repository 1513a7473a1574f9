using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Json;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;

namespace Curlew.Service.Features.Schedules;

/// <summary>Examples for the OpenAPI document.</summary>
internal static class ScheduleExamples
{
    private const string Definition = "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46";

    /// <summary>Schedules to start from.</summary>
    public static IReadOnlyList<BodyExample> Requests { get; } =
    [
        new("nightly", "Each night at three, by the clocks of Berlin", new ScheduleRequest
        {
            Name = "checkout, nightly",
            DefinitionId = Definition,
            Cron = "0 3 * * *",
            TimeZone = "Europe/Berlin",
        }),
        new("hourly", "Each hour of a working day, at a tenth of the rate; late ones are left out, and 500 runs are kept", new ScheduleRequest
        {
            Name = "checkout, hourly",
            DefinitionId = Definition,
            Cron = "0 * * * MON-FRI",
            Overlap = "queue",
            Misfire = "skip",
            Overrides = JsonSerializer.SerializeToElement(new { load = new { ratePerSecond = 10 } }, CurlewJson.Options),
            Retention = new ScheduleRetention { Runs = 500 },
        }),
        new("monthly", "On the last day of each month at 18:30:15 UTC, of one revision", new ScheduleRequest
        {
            Name = "end of month", DefinitionId = Definition, Revision = 3, Cron = "15 30 18 L * *",
        }),
    ];

    /// <summary>What a faulty one is answered with.</summary>
    public static JsonNode Faults { get; } = new JsonObject
    {
        ["type"] = ProblemType.InvalidFields.Uri,
        ["title"] = ProblemType.InvalidFields.Title,
        ["status"] = ProblemType.InvalidFields.Status,
        ["detail"] = "Nothing was changed; see errors.",
        ["errors"] = new JsonObject
        {
            ["cron"] = new JsonArray(
                "Is never due: there is no such day, or its years are over. Ask for a day that its month has, or for L, the last one."),
            ["timeZone"] = new JsonArray(
                "Must be the IANA name of a time zone, as \"UTC\" or \"Europe/Berlin\", but is \"Europe/Berln\"; did you mean Europe/Berlin?"),
        },
    };
}
