using System.ComponentModel;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Timelines;
using Curlew.Domain.Verdicts;
using Curlew.Service.Execution;
using Curlew.Service.Features.Errors;
using Curlew.Service.Regressions;

namespace Curlew.Service.Features.Reports;

/// <summary>
/// All that is to be said of a run that has ended, in one document. No credential is in it: see <see cref="Domain.Definitions.Secrets.SecretMask"/>.
/// </summary>
public sealed record Report
{
    /// <summary>The value of <see cref="Format"/>.</summary>
    internal const string FormatName = "curlew-report";

    /// <summary>The value of <see cref="Version"/>.</summary>
    internal const int CurrentVersion = 1;

    /// <summary>What this document is: always <c>curlew-report</c>.</summary>
    [DefaultValue(FormatName)]
    public string Format { get; init; } = FormatName;

    /// <summary>The version of its form. New fields may come without a new version; nothing goes or changes its meaning.</summary>
    [DefaultValue(CurrentVersion)]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>When the report was made (ISO 8601, UTC).</summary>
    public required DateTime GeneratedAt { get; init; }

    /// <summary>The service that made it.</summary>
    public required ReportService Service { get; init; }

    /// <summary>The libcurl build that the run was for; absent where it is no longer configured and nothing was sent.</summary>
    public EngineUsed? Engine { get; init; }

    /// <summary>The machine that sent the load; of runs from before that was kept, the one that the report was made on.</summary>
    public required HostDescription Host { get; init; }

    /// <summary>The run and how it ended.</summary>
    public required ReportRun Run { get; init; }

    /// <summary>What was asked for, in full form, with credentials masked as <c>***</c>.</summary>
    public required RunDefinitionDocument Definition { get; init; }

    /// <summary>What the outcomes add up to; absent where the run ended before there was anything to add up.</summary>
    public RunSummary? Results { get; init; }

    /// <summary>What came of holding the run against its baseline; absent where there was nothing to hold it against.</summary>
    public RunRegression? Regression { get; init; }

    /// <summary>Checks of the generator itself.</summary>
    public required IReadOnlyList<SelfCheck> SelfChecks { get; init; }

    /// <summary>Failed requests by how they failed, most frequent first.</summary>
    public required IReadOnlyList<ErrorResource> Errors { get; init; }

    /// <summary>The distribution of all requests' times, beside the summary's figures.</summary>
    public required IReadOnlyList<ReportPercentile> Percentiles { get; init; }

    /// <summary>The run over time, in at most about 600 points.</summary>
    public required IReadOnlyList<TimelinePoint> Timeline { get; init; }
}

/// <summary>The service that made a report.</summary>
/// <param name="Name">Always <c>Curlew</c>.</param>
/// <param name="Version">Its version.</param>
public sealed record ReportService(string Name, string Version);

/// <summary>A run as its report shows it.</summary>
public sealed record ReportRun
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The definition's name.</summary>
    public required string Name { get; init; }

    /// <summary>How it ended: <c>completed</c>, <c>stopped</c>, <c>failed</c> or <c>interrupted</c>.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>What its thresholds come to; absent where it came to no result.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The worst of its self-checks; absent where it came to no result.</summary>
    public SelfCheckResult? Validity { get; init; }

    /// <summary>What came of holding it against its baseline; absent where nothing did.</summary>
    public RegressionResult? Regression { get; init; }

    /// <summary>Why it was asked to stop; absent where nobody asked.</summary>
    public string? StopReason { get; init; }

    /// <summary>Why it could not be carried out; absent where it could.</summary>
    public string? Failure { get; init; }

    /// <summary>When it was accepted (ISO 8601, UTC).</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When load began; absent where none did.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>The saved definition that it was made of; absent where it was POSTed whole.</summary>
    public Guid? DefinitionId { get; init; }

    /// <summary>The number of that definition's revision.</summary>
    public int? DefinitionRevision { get; init; }
}

/// <summary>The times that a share of all requests did not exceed.</summary>
/// <param name="Percentile">The share, in percent.</param>
/// <param name="ResponseTimeMs">From the planned start.</param>
/// <param name="ServiceTimeMs">From the real start.</param>
public sealed record ReportPercentile(double Percentile, double ResponseTimeMs, double ServiceTimeMs);
