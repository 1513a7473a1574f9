namespace Curlew.Domain.Summaries;

/// <summary>What became of connections.</summary>
/// <param name="Opened">TCP connections that were established.</param>
/// <param name="Reused">Requests that were sent on a connection that was already there.</param>
/// <param name="PeakOpen">The most sockets open at one time.</param>
/// <param name="PeakStreams">The most HTTP/2 streams at one time on one connection; 0 where there was no HTTP/2, absent where it is not known.</param>
/// <param name="RemoteAddresses">The addresses that were connected to.</param>
/// <param name="PerHost">By scheme, host and port of the steps.</param>
public sealed record ConnectionFigures(
    long Opened, long Reused, int PeakOpen, int? PeakStreams, IReadOnlyList<string> RemoteAddresses, IReadOnlyList<HostConnections> PerHost);

/// <summary>Connections to one host.</summary>
/// <param name="Host">Scheme, host and port, as in <c>https://shop.test:443</c>.</param>
/// <param name="Opened">TCP connections that were established.</param>
/// <param name="Reused">Requests that were sent on a connection that was already there.</param>
public sealed record HostConnections(string Host, long Opened, long Reused);

/// <summary>
/// What the load cost the generator. Of a run whose process died, what only that process knew is absent, and CPU times are those of the
/// seconds that were saved.
/// </summary>
/// <param name="CpuSeconds">CPU time of the event-loop threads (their thread CPU clocks).</param>
/// <param name="CpuPercent">The same, as a percentage of one core over the run's duration.</param>
/// <param name="CpuMicrosPerRequest">The same, in microseconds per request.</param>
/// <param name="StoreCpuSeconds">CPU time of the thread that stores outcomes.</param>
/// <param name="EventLoops">How many event loops shared the load.</param>
/// <param name="PeakMemoryBytes">The process's greatest resident set during the run.</param>
/// <param name="GcPauseMs">Total time for which the garbage collector paused the process during the run.</param>
/// <param name="AllocatedBytesPerRequest">Managed memory that the event loops allocated, per request.</param>
public sealed record GeneratorFigures(
    double CpuSeconds,
    double CpuPercent,
    double CpuMicrosPerRequest,
    double StoreCpuSeconds,
    int? EventLoops,
    long? PeakMemoryBytes,
    double? GcPauseMs,
    double? AllocatedBytesPerRequest);

/// <summary>
/// The request before the load (HEAD, so that it neither changes anything nor brings a body): what it told of the way
/// to the server. The server sees it beside the run's own requests.
/// </summary>
/// <param name="Succeeded">Whether the server could be reached and spoke the protocol that was asked for.</param>
/// <param name="CurlCode">The CURLcode.</param>
/// <param name="Error">libcurl's own words where it failed.</param>
/// <param name="HttpVersion">The negotiated version: <c>1.0</c>, <c>1.1</c>, <c>2</c>, <c>3</c> or <c>none</c>.</param>
/// <param name="Status">The HTTP status, or 0.</param>
/// <param name="RemoteAddress">The address that was connected to.</param>
/// <param name="TotalMs">How long it took.</param>
public sealed record PreflightResult(
    bool Succeeded, int CurlCode, string? Error, string HttpVersion, int Status, string? RemoteAddress, double TotalMs);
