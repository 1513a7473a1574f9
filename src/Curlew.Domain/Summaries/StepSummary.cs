namespace Curlew.Domain.Summaries;

/// <summary>What the outcomes of one step, or of all steps, add up to.</summary>
public sealed record StepSummary
{
    /// <summary>The step's name; <c>total</c> for all.</summary>
    public required string Name { get; init; }

    /// <summary>Requests that ended, in whatever way.</summary>
    public required long Requests { get; init; }

    /// <summary>Those with CURLE_OK and an expected status.</summary>
    public required long Succeeded { get; init; }

    /// <summary>All others.</summary>
    public required long Failed { get; init; }

    /// <summary>Requests per second over the run's duration.</summary>
    public required double RatePerSecond { get; init; }

    /// <summary>Bytes sent.</summary>
    public required long BytesUp { get; init; }

    /// <summary>Bytes received.</summary>
    public required long BytesDown { get; init; }

    /// <summary>Times that libcurl silently sent a request again; absent where only a run's seconds are left of it.</summary>
    public long? HiddenRepeats { get; init; }

    /// <summary>From the moment a request was planned to start, in milliseconds.</summary>
    public required LatencyFigures ResponseTimeMs { get; init; }

    /// <summary>From the moment it really started, in milliseconds.</summary>
    public required LatencyFigures ServiceTimeMs { get; init; }

    /// <summary>
    /// From the planned to the real start, in milliseconds: how late the generator was; absent where only a run's seconds are left
    /// of it.
    /// </summary>
    public LatencyFigures? StartLagMs { get; init; }

    /// <summary>Mean duration of the phases; absent where only a run's seconds are left of it.</summary>
    public PhaseFigures? Phases { get; init; }
}

/// <summary>A distribution of times in milliseconds, from an HDR histogram with three significant digits.</summary>
/// <param name="Min">Least.</param>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="P50">Median.</param>
/// <param name="P75">75th percentile.</param>
/// <param name="P90">90th percentile.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="P999">99.9th percentile.</param>
/// <param name="Max">Greatest.</param>
public sealed record LatencyFigures(
    double Min, double Mean, double P50, double P75, double P90, double P95, double P99, double P999, double Max);

/// <summary>Mean durations of a request's phases in milliseconds. Those of connecting are over new connections only.</summary>
/// <param name="DnsMs">Name resolution, over requests that opened a connection.</param>
/// <param name="ConnectMs">TCP connect, over requests that opened a connection.</param>
/// <param name="TlsMs">TLS handshake, over requests that opened a connection.</param>
/// <param name="RequestSentMs">Sending the request; null where libcurl does not say (before 8.10).</param>
/// <param name="FirstByteMs">From request sent to the answer's first byte.</param>
/// <param name="TransferMs">From first to last byte.</param>
public sealed record PhaseFigures(
    double DnsMs, double ConnectMs, double TlsMs, double? RequestSentMs, double FirstByteMs, double TransferMs);
