namespace Curlew.TestServers.Truth;

/// <summary>What a server knows of one TCP connection.</summary>
/// <param name="Id">The server's name for it.</param>
/// <param name="Endpoint">The endpoint that accepted it: <c>http1</c>, <c>https</c>, <c>https1</c> or <c>h2c</c>.</param>
/// <param name="Requests">Requests on it, HEAD not among them.</param>
/// <param name="HeadRequests">HEAD requests on it.</param>
/// <param name="CloseRequested">The server asked for its end (GOAWAY, <c>Connection: close</c>).</param>
/// <param name="IsOpen">It was open when the snapshot was taken.</param>
public sealed record ConnectionTruth(
    string Id, string Endpoint, long Requests, long HeadRequests, bool CloseRequested, bool IsOpen);
