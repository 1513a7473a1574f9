namespace Curlew.LibCurl.Loop;

/// <summary>How one of an event loop's multi handles is set up.</summary>
/// <param name="MaxConnects">The size of its connection cache (CURLMOPT_MAXCONNECTS).</param>
/// <param name="MaxHostConnections">The most connections to one host (CURLMOPT_MAX_HOST_CONNECTIONS); 0 for no limit.</param>
/// <param name="MaxConcurrentStreams">
/// The most HTTP/2 streams on one connection (CURLMOPT_MAX_CONCURRENT_STREAMS); 0 for libcurl's default, 100.
/// </param>
public sealed record CellSettings(int MaxConnects, int MaxHostConnections = 0, int MaxConcurrentStreams = 0);
