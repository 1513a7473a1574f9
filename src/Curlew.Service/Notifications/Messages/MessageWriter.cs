using System.Text.Json;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Domain.Json;
using Curlew.Domain.Notifications;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Service.Hosting.Settings;
using Curlew.Storage.Runs;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Notifications.Messages;

/// <summary>Writes what is told. A message is written once, when it happens: what is sent again, even days later, is the same.</summary>
internal sealed class MessageWriter(ServiceSettings settings)
{
    private readonly string _begin = settings.Http.PublicUrl.TrimEnd('/');

    /// <summary>What there is to tell of a run, as JSON.</summary>
    public string Write(RunEvent @event, RunRecord run, RunEnd? recoveredFrom)
    {
        var news = new RunNews(
            Told(run),
            run.SummaryJson is { } summary ? Told(JsonSerializer.Deserialize<RunSummary>(summary, CurlewJson.Options)!.Total) : null,
            run.Regression is { } result ? new ToldRegression(result, ReasonOf(run.RegressionJson)) : null,
            @event == RunEvent.Recovered && recoveredFrom is not null ? Told(recoveredFrom) : null);
        return Write($"run.{WordOf(@event)}", run.EndedAt!.Value, news);
    }

    /// <summary>A message that tells nothing.</summary>
    public static string WriteTest(WebhookRecord webhook, DateTimeOffset now) => Write(
        "webhook.test",
        now,
        new TestNews(new ToldWebhook(webhook.Id, webhook.Name), "Somebody tries whether messages arrive. Nothing has happened."));

    private static string Write(string type, DateTimeOffset moment, object data) =>
        JsonSerializer.Serialize(new WebhookMessage(type, WebhookMessage.CurrentVersion, moment.UtcDateTime, data), CurlewJson.Options);

    private static string WordOf(RunEvent @event) => JsonNamingPolicy.CamelCase.ConvertName(@event.ToString());

    private static string? ReasonOf(string? regressionJson)
    {
        if (regressionJson is null)
            return null;
        using var regression = JsonDocument.Parse(regressionJson);
        return regression.RootElement.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String
            ? reason.GetString()
            : null;
    }

    /// <summary>libcurl's own words may quote a URL.</summary>
    private static string? Masked(string? text) => text is null ? null : SecretMask.InText(text);

    private static ToldSummary Told(StepSummary total) => new(
        total.Requests,
        total.Failed,
        total.Requests == 0 ? 0 : 100d * total.Failed / total.Requests,
        total.RatePerSecond,
        total.ResponseTimeMs.P50,
        total.ResponseTimeMs.P95,
        total.ResponseTimeMs.P99);

    private ToldPrevious Told(RunEnd run) => new(run.Id.Value, run.Status, run.Verdict, run.Regression, LinksOf(run.Id));

    private ToldRun Told(RunRecord run) => new()
    {
        Id = run.Id,
        Name = run.Name,
        Status = run.Status,
        StopReason = Masked(run.StopReason),
        Failure = Masked(run.Failure),
        Verdict = run.Verdict,
        Validity = run.Validity,
        Regression = run.Regression,
        CreatedAt = run.CreatedAt.UtcDateTime,
        StartedAt = run.StartedAt?.UtcDateTime,
        EndedAt = run.EndedAt?.UtcDateTime,
        ScheduleId = run.ScheduleId,
        DueAt = run.DueAt?.UtcDateTime,
        DefinitionId = run.DefinitionId,
        DefinitionRevision = run.DefinitionRevision,
        Links = LinksOf(new RunId(run.Id)),
    };

    private ToldLinks LinksOf(RunId run)
    {
        var self = $"{_begin}/api/v1/runs/{run}";
        return new ToldLinks(self, $"{self}/summary", $"{self}/report.html");
    }
}
