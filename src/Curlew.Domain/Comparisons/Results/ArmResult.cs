using Curlew.Domain.Engines;
using Curlew.Domain.Runs;
using Curlew.Domain.Statistics;
using Curlew.Domain.Summaries;

namespace Curlew.Domain.Comparisons.Results;

/// <summary>An arm's row of the table. Figures are of those rounds that can be used.</summary>
public sealed record ArmResult
{
    /// <summary>Its number, from 0.</summary>
    public required int Arm { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Rounds whose figures are used.</summary>
    public required int RoundsUsed { get; init; }

    /// <summary>Its rounds, each with what came of it.</summary>
    public required IReadOnlyList<RoundResult> Rounds { get; init; }

    /// <summary>Requests that ended, in whatever way.</summary>
    public required long Requests { get; init; }

    /// <summary>Those of them that failed.</summary>
    public required long Failed { get; init; }

    /// <summary>The same in percent, with the 95 % interval; absent where there are no requests.</summary>
    public Estimate? ErrorRatePercent { get; init; }

    /// <summary>Requests by CURLcode, without CURLE_OK.</summary>
    public required IReadOnlyList<CurlCodeCount> CurlCodes { get; init; }

    /// <summary>Requests that ended with CURLE_HTTP2_STREAM (92).</summary>
    public required long StreamErrors { get; init; }

    /// <summary>Failed requests by why they count as failed.</summary>
    public required IReadOnlyList<FailureCount> Failures { get; init; }

    /// <summary>Times that libcurl silently sent a request again.</summary>
    public required long HiddenRepeats { get; init; }

    /// <summary>The HTTP version that was asked for.</summary>
    public required string HttpVersionAsked { get; init; }

    /// <summary>Requests by negotiated HTTP version.</summary>
    public required IReadOnlyList<HttpVersionCount> HttpVersions { get; init; }

    /// <summary>Whether requests went out in another version than was asked for.</summary>
    public required bool GotOtherVersion { get; init; }

    /// <summary>Open load: iterations per second that were planned; absent for closed load.</summary>
    public double? PlannedPerSecond { get; init; }

    /// <summary>Iterations per second that were started; absent where no run says.</summary>
    public double? AchievedPerSecond { get; init; }

    /// <summary>Requests per second.</summary>
    public Spread? RequestsPerSecond { get; init; }

    /// <summary>Open load: starts that found no virtual user free.</summary>
    public required long SkippedStarts { get; init; }

    /// <summary>CPU time of the generator's event loops, in percent of one core.</summary>
    public Spread? GeneratorCpuPercent { get; init; }

    /// <summary>The same in microseconds per request.</summary>
    public Spread? CpuMicrosPerRequest { get; init; }

    /// <summary>Response times, in milliseconds.</summary>
    public required ArmTimes ResponseTimeMs { get; init; }

    /// <summary>What became of connections; absent where no run says.</summary>
    public ArmConnections? Connections { get; init; }

    /// <summary>The service's greatest resident set during the runs, in bytes.</summary>
    public Spread? PeakMemoryBytes { get; init; }

    /// <summary>How far the rounds' p95 lie apart, in percent of their median: how predictable the arm is; absent with fewer than two rounds.</summary>
    public double? P95SpreadPercent { get; init; }

    /// <summary>The engine that it was run on; absent where nothing was run.</summary>
    public EngineUsed? Engine { get; init; }

    /// <summary>What is known of the engine and matters to its runs.</summary>
    public required IReadOnlyList<Advisory> Advisories { get; init; }
}

/// <summary>One run of an arm.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="RunId">The run; absent where it has been deleted.</param>
/// <param name="Status">Where it stands; absent where it has been deleted.</param>
/// <param name="IsUsed">Whether its figures are used.</param>
/// <param name="Note">Why not, or what to know of it.</param>
/// <param name="Requests">Requests that ended.</param>
/// <param name="ErrorRatePercent">Those of them that failed, in percent.</param>
/// <param name="P95Ms">The 95th percentile of the response time.</param>
/// <param name="GeneratorCpuPercent">CPU time of the event loops, in percent of one core.</param>
/// <param name="Validity">The worst of its self-checks.</param>
public sealed record RoundResult(
    int Round,
    Guid? RunId,
    RunStatus? Status,
    bool IsUsed,
    string? Note,
    long? Requests,
    double? ErrorRatePercent,
    double? P95Ms,
    double? GeneratorCpuPercent,
    SelfCheckResult? Validity);

/// <summary>A figure over the rounds of an arm.</summary>
/// <param name="Mean">Mean of the rounds.</param>
/// <param name="Min">The least of them.</param>
/// <param name="Max">The greatest of them.</param>
public sealed record Spread(double Mean, double Min, double Max)
{
    /// <summary>Of some rounds; null for none.</summary>
    internal static Spread? Of(IEnumerable<double> values)
    {
        var all = values.ToList();
        return all.Count == 0 ? null : new Spread(Math.Round(all.Average(), 3), all.Min(), all.Max());
    }
}

/// <summary>Response times of an arm in milliseconds: the mean over its rounds of each round's percentile, with the 95 % interval. Absent where the runs' seconds are gone.</summary>
/// <param name="P50">Median.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
public sealed record ArmTimes(Estimate? P50, Estimate? P95, Estimate? P99);

/// <summary>Connections of an arm, all rounds together.</summary>
/// <param name="Opened">TCP connections that were established.</param>
/// <param name="Reused">Requests that were sent on a connection that was already there.</param>
/// <param name="PeakOpen">The most sockets open at one time in any round.</param>
/// <param name="RequestsPerConnection">Requests for each connection that was opened.</param>
/// <param name="PerHost">By scheme, host and port of the steps.</param>
public sealed record ArmConnections(
    long Opened, long Reused, int PeakOpen, double? RequestsPerConnection, IReadOnlyList<HostConnections> PerHost);
