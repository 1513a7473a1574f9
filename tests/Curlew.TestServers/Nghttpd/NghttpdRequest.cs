namespace Curlew.TestServers.Nghttpd;

/// <summary>One HTTP/2 stream as nghttpd saw it.</summary>
/// <param name="Connection">nghttpd's number of the connection.</param>
/// <param name="Stream">The stream's id on it.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path and query as they arrived.</param>
/// <param name="Status">The status sent, or null if none was.</param>
/// <param name="ResetByServer">The error code of the server's RST_STREAM, or null.</param>
/// <param name="ResetByClient">The error code of the client's RST_STREAM, or null.</param>
/// <param name="Closed">The stream came to its end, one way or another.</param>
public sealed record NghttpdRequest(
    long Connection,
    long Stream,
    string Method,
    string Path,
    int? Status,
    uint? ResetByServer,
    uint? ResetByClient,
    bool Closed);
