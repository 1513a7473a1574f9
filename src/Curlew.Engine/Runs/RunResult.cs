using Curlew.Domain.Errors;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;

namespace Curlew.Engine.Runs;

/// <summary>How a run ended.</summary>
public sealed record RunResult
{
    /// <summary>Why the run could not be carried out, for its reader; null where it was.</summary>
    public required string? Failure { get; init; }

    /// <summary>Whether it was stopped before its defined end.</summary>
    public required bool Stopped { get; init; }

    /// <summary>The threshold that stopped it, in words; null where none did.</summary>
    public string? StoppedByThreshold { get; init; }

    /// <summary>The limit of the definition that stopped it, in words; null where none did.</summary>
    public string? StoppedByLimit { get; init; }

    /// <summary>What was learnt before the load; null where the run failed before it.</summary>
    public required PreflightResult? Preflight { get; init; }

    /// <summary>What the thresholds come to; null where the run was stopped before its load.</summary>
    public required Verdict? Verdict { get; init; }

    /// <summary>What the outcomes add up to; null where no load was sent.</summary>
    public required RunSummary? Summary { get; init; }

    /// <summary>Failed requests by how they failed, the most frequent first; empty where no load was sent.</summary>
    public IReadOnlyList<ErrorGroup> Errors { get; init; } = [];

    /// <summary>The histograms behind the summary; empty where no load was sent.</summary>
    public required IReadOnlyList<RunHistogram> Histograms { get; init; }
}

/// <summary>One distribution of a run.</summary>
/// <param name="Step">The step's place in the journey; null for all steps together.</param>
/// <param name="Metric"><c>responseTime</c> or <c>serviceTime</c>, in microseconds.</param>
/// <param name="Compressed">HdrHistogram's V2 compressed encoding, which every HdrHistogram library reads.</param>
public sealed record RunHistogram(int? Step, string Metric, ReadOnlyMemory<byte> Compressed);
