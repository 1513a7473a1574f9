using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;

namespace Curlew.Service.Notifications.Messages;

/// <summary>What is POSTed to a webhook, in the shape that Standard Webhooks propose. It has no secrets and nothing that a definition says.</summary>
/// <param name="Type">What happened, as in <c>run.failed</c>.</param>
/// <param name="Version">The version of this shape: raised where a receiver could not read it any more; fields may be added without.</param>
/// <param name="Timestamp">When it happened, which is not when it was sent.</param>
/// <param name="Data">What it is about.</param>
internal sealed record WebhookMessage(string Type, int Version, DateTime Timestamp, object Data)
{
    public const int CurrentVersion = 1;
}

/// <summary>What is told of a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Summary">Its figures; absent where it came to none.</param>
/// <param name="Regression">What came of holding it against its baseline; absent where nothing was.</param>
/// <param name="Previous">The run that it has recovered from; absent where it has from none.</param>
internal sealed record RunNews(ToldRun Run, ToldSummary? Summary, ToldRegression? Regression, ToldPrevious? Previous);

/// <summary>The run itself.</summary>
internal sealed record ToldRun
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required RunStatus Status { get; init; }

    public string? StopReason { get; init; }

    public string? Failure { get; init; }

    public Verdict? Verdict { get; init; }

    public SelfCheckResult? Validity { get; init; }

    public RegressionResult? Regression { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? EndedAt { get; init; }

    public Guid? ScheduleId { get; init; }

    public DateTime? DueAt { get; init; }

    public Guid? DefinitionId { get; init; }

    public int? DefinitionRevision { get; init; }

    public required ToldLinks Links { get; init; }
}

/// <summary>The figures that a message has room for; times are response times in milliseconds.</summary>
internal sealed record ToldSummary(
    long Requests, long Failed, double ErrorRatePercent, double RatePerSecond, double P50Ms, double P95Ms, double P99Ms);

/// <summary>What came of holding a run against its baseline, in one sentence.</summary>
internal sealed record ToldRegression(RegressionResult Result, string? Reason);

/// <summary>A run that another one has recovered from.</summary>
internal sealed record ToldPrevious(
    Guid RunId, RunStatus Status, Verdict? Verdict, RegressionResult? Regression, ToldLinks Links);

/// <summary>Where to read on: absolute where the setting <c>Http:PublicUrl</c> says how people reach the service, else paths.</summary>
internal sealed record ToldLinks(string Run, string Summary, string Report);

/// <summary>What a test tells.</summary>
internal sealed record TestNews(ToldWebhook Webhook, string Text);

/// <summary>The webhook that is tested.</summary>
internal sealed record ToldWebhook(Guid Id, string Name);
