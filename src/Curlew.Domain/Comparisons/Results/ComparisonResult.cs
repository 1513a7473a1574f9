using System.ComponentModel;
using Curlew.Domain.Statistics;

namespace Curlew.Domain.Comparisons.Results;

/// <summary>What a comparison came to.</summary>
public sealed record ComparisonResult
{
    /// <summary>Each arm's figures, in the order of the arms.</summary>
    public required IReadOnlyList<ArmResult> Arms { get; init; }

    /// <summary>The name of the arm that the others are held against: of those without more errors the one with the least p95; absent where there is none.</summary>
    public string? Reference { get; init; }

    /// <summary>How each other arm differs from it.</summary>
    public required IReadOnlyList<ArmDifference> Differences { get; init; }

    /// <summary>How sure it is that all intervals of the differences together hold what they say, in percent.</summary>
    public required double ConfidencePercent { get; init; }

    /// <summary>What to do.</summary>
    public required Recommendation Recommendation { get; init; }

    /// <summary>What to know of the figures.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>How an arm differs from the reference in one figure.</summary>
/// <param name="Arm">The arm's name.</param>
/// <param name="Metric">The figure, which also says the unit.</param>
/// <param name="Reference">The reference's value.</param>
/// <param name="Value">The arm's value.</param>
/// <param name="Change">The arm's value minus the reference's, with its interval.</param>
/// <param name="MinChange">The difference that matters.</param>
/// <param name="Verdict">What it comes to.</param>
public sealed record ArmDifference(
    string Arm, ArmMetric Metric, double Reference, double Value, Estimate Change, double MinChange, ArmVerdict Verdict);

/// <summary>What arms are held against each other by.</summary>
[Description("What arms are held against each other by.")]
public enum ArmMetric
{
    /// <summary>Failed requests, in percent.</summary>
    ErrorRatePercent,

    /// <summary>The 95th percentile of the response time, in milliseconds.</summary>
    P95Ms,

    /// <summary>Its 99th percentile, in milliseconds.</summary>
    P99Ms,

    /// <summary>Requests that ended, per second; of all of them the only one of which less is worse.</summary>
    RequestsPerSecond,

    /// <summary>CPU time of the generator's event loops, in percent of one core.</summary>
    GeneratorCpuPercent,
}

/// <summary>How an arm does against the reference.</summary>
[Description("How an arm does against the reference.")]
public enum ArmVerdict
{
    /// <summary>Whatever differs is less than matters.</summary>
    Same,

    /// <summary>The measurement cannot tell.</summary>
    Inconclusive,

    /// <summary>Better by as much as matters, and not by chance.</summary>
    Better,

    /// <summary>Worse by as much as matters, and not by chance.</summary>
    Worse,
}
