using System.ComponentModel;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Regressions;

namespace Curlew.Service.Regressions;

/// <summary>A run held against its baseline: what came of it, and everything that it rests on.</summary>
public sealed record RunRegression
{
    /// <summary>
    /// <c>regressed</c>, <c>improved</c>, <c>unchanged</c>, <c>inconclusive</c> (the figures can tell neither) or <c>notComparable</c>
    /// (nothing was compared, see reason); absent where there is no baseline yet.
    /// </summary>
    public RegressionResult? Result { get; init; }

    /// <summary>Why, in one sentence; with the figures of the metric that matters most.</summary>
    public required string Reason { get; init; }

    /// <summary>What makes the baseline; absent where that could not be found out.</summary>
    public BaselineKind? Baseline { get; init; }

    /// <summary>The runs that the baseline is made of, newest first.</summary>
    public IReadOnlyList<BaselineRun> BaselineRuns { get; init; } = [];

    /// <summary>Runs that it was not held against, and why not.</summary>
    public IReadOnlyList<IncomparableRun> NotComparable { get; init; } = [];

    /// <summary>How sure it is that all intervals together hold what they say, in percent; absent where nothing was compared.</summary>
    public double? ConfidencePercent { get; init; }

    /// <summary>Each metric in total and, for journeys of several steps, of each step.</summary>
    public IReadOnlyList<RegressionChange> Changes { get; init; } = [];

    /// <summary>What counted as a change.</summary>
    public RegressionDocument? Rules { get; init; }
}

/// <summary>What makes a baseline.</summary>
[Description("What makes a baseline.")]
public enum BaselineKind
{
    /// <summary>The run that was named as <c>baselineRunId</c>.</summary>
    Named,

    /// <summary>The definition's baseline.</summary>
    Pinned,

    /// <summary>The definition's last good runs.</summary>
    Rolling,
}

/// <summary>A run that another one is held against.</summary>
/// <param name="Id">Its id.</param>
/// <param name="StartedAt">When its load began.</param>
/// <param name="Self">Its address.</param>
public sealed record BaselineRun(Guid Id, DateTime? StartedAt, string Self);

/// <summary>A run that another one cannot be held against.</summary>
/// <param name="Id">Its id.</param>
/// <param name="StartedAt">When its load began; absent where it was deleted.</param>
/// <param name="Self">Its address.</param>
/// <param name="Reasons">All that is in the way, each as a sentence.</param>
public sealed record IncomparableRun(Guid Id, DateTime? StartedAt, string Self, IReadOnlyList<string> Reasons);

/// <summary>What became of one metric.</summary>
public sealed record RegressionChange
{
    /// <summary>The step's name; <c>total</c> for all together.</summary>
    public required string Step { get; init; }

    /// <summary>The metric: percentiles are of response time.</summary>
    public required RunMetric Metric { get; init; }

    /// <summary>The unit of the figures: <c>milliseconds</c>, <c>percent</c>, <c>requestsPerSecond</c> or <c>percentOfOneCore</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>The baseline's value.</summary>
    public required double Baseline { get; init; }

    /// <summary>The run's value.</summary>
    public required double Current { get; init; }

    /// <summary>The run's value minus the baseline's.</summary>
    public required double Change { get; init; }

    /// <summary>The same in percent of the baseline; absent where that is 0.</summary>
    public double? ChangePercent { get; init; }

    /// <summary>The change is at least this, at the confidence of the whole; absent where nothing bounds it.</summary>
    public double? Low { get; init; }

    /// <summary>The change is at most this; absent where nothing bounds it.</summary>
    public double? High { get; init; }

    /// <summary>The change that counts.</summary>
    public required double MinChange { get; init; }

    /// <summary>What became of it.</summary>
    public required ChangeVerdict Verdict { get; init; }

    internal static RegressionChange Of(MetricChange change) => new()
    {
        Step = change.Step,
        Metric = change.Metric,
        Unit = MetricWords.UnitOf(change.Metric),
        Baseline = change.Baseline,
        Current = change.Current,
        Change = change.Change,
        ChangePercent = change.ChangePercent,
        Low = OrNothing(change.Interval.Low),
        High = OrNothing(change.Interval.High),
        MinChange = change.MinChange,
        Verdict = change.Verdict,
    };

    /// <summary>JSON has no number for what is infinite.</summary>
    private static double? OrNothing(double bound) => double.IsFinite(bound) ? bound : null;
}
