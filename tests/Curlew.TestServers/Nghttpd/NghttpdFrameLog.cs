namespace Curlew.TestServers.Nghttpd;

/// <summary>
/// What nghttpd counted, read from the log of its frames: every stream with its method, path, status and resets, and
/// every connection that got as far as HTTP/2. Connections that failed in the TLS handshake are not in it.
/// </summary>
/// <param name="Requests">One per stream, in the order in which they were opened.</param>
/// <param name="Connections">Connections that got as far as HTTP/2.</param>
/// <param name="ConnectionsOpen">Those of them that have not been closed yet.</param>
public sealed record NghttpdFrameLog(IReadOnlyList<NghttpdRequest> Requests, int Connections, int ConnectionsOpen)
{
    /// <summary>The requests but HEAD, which Curlew sends as its preflight.</summary>
    public IEnumerable<NghttpdRequest> Load => Requests.Where(request => request.Method != "HEAD");

    /// <summary>How many requests match; a null matches everything.</summary>
    public int Count(string? method = null, int? status = null) => Requests.Count(request =>
        (method is null || request.Method == method) && (status is null || request.Status == status));
}
