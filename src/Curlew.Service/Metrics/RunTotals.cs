using Curlew.Domain.Summaries;

namespace Curlew.Service.Metrics;

/// <summary>What adds up while runs go on, of one run or of all.</summary>
internal sealed record RunTotals
{
    private const double MicrosPerSecond = 1e6;

    /// <summary>Requests that failed.</summary>
    public long Failed { get; init; }

    /// <summary>CPU time of the event loops in microseconds.</summary>
    public long EngineCpuMicros { get; init; }

    /// <summary>CPU time of the thread that stores outcomes.</summary>
    public long StoreCpuMicros { get; init; }

    /// <summary>Outcomes that are stored.</summary>
    public long Stored { get; init; }

    /// <summary>Outcomes that are not.</summary>
    public long LeftOut { get; init; }

    /// <summary>Starts that found no virtual user free.</summary>
    public long Skipped { get; init; }

    /// <summary>What a summary has of it.</summary>
    public static RunTotals Of(RunSummary summary) => new()
    {
        Failed = summary.Total.Failed + (summary.WarmUp?.Failed ?? 0),
        EngineCpuMicros = (long)(summary.Generator.CpuSeconds * MicrosPerSecond),
        StoreCpuMicros = (long)(summary.Generator.StoreCpuSeconds * MicrosPerSecond),
        Stored = summary.Outcomes.Stored,
        LeftOut = summary.Outcomes.LeftOut,
        Skipped = summary.Iterations?.Skipped ?? 0,
    };

    /// <summary>This and another one, each figure added.</summary>
    public RunTotals Plus(RunTotals other) => new()
    {
        Failed = Failed + other.Failed,
        EngineCpuMicros = EngineCpuMicros + other.EngineCpuMicros,
        StoreCpuMicros = StoreCpuMicros + other.StoreCpuMicros,
        Stored = Stored + other.Stored,
        LeftOut = LeftOut + other.LeftOut,
        Skipped = Skipped + other.Skipped,
    };

    /// <summary>By how much each figure is above another one's; 0 where it is not, for a counter never goes back.</summary>
    public RunTotals Above(RunTotals other) => new()
    {
        Failed = Math.Max(0, Failed - other.Failed),
        EngineCpuMicros = Math.Max(0, EngineCpuMicros - other.EngineCpuMicros),
        StoreCpuMicros = Math.Max(0, StoreCpuMicros - other.StoreCpuMicros),
        Stored = Math.Max(0, Stored - other.Stored),
        LeftOut = Math.Max(0, LeftOut - other.LeftOut),
        Skipped = Math.Max(0, Skipped - other.Skipped),
    };
}
