namespace Curlew.TestServers.Truth;

/// <summary>Everything a server counted since it started or was last reset, at one instant.</summary>
public sealed record TruthSnapshot
{
    /// <summary>Requests by path, method and protocol.</summary>
    public required IReadOnlyDictionary<RequestKind, RequestTally> Requests { get; init; }

    /// <summary>Every connection that was accepted since the reset or was open at it.</summary>
    public required IReadOnlyList<ConnectionTruth> Connections { get; init; }

    /// <summary>TCP connections accepted, also those that never carried a request.</summary>
    public required long ConnectionsAccepted { get; init; }

    /// <summary>TCP connections open now.</summary>
    public required long ConnectionsOpen { get; init; }

    /// <summary>The most TCP connections that were open at once.</summary>
    public required long ConnectionsPeak { get; init; }

    /// <summary>How often each cookie arrived, as <c>name=value</c>.</summary>
    public required IReadOnlyDictionary<string, long> Cookies { get; init; }

    /// <summary>How often each User-Agent arrived; an empty name stands for none.</summary>
    public required IReadOnlyDictionary<string, long> UserAgents { get; init; }

    /// <summary>Faults of the server itself, which a test should find empty.</summary>
    public required IReadOnlyList<string> UnexpectedFailures { get; init; }

    /// <summary>All requests but HEAD, which Curlew sends as its preflight.</summary>
    public RequestTally Load => RequestTally.Sum(
        Requests.Where(entry => entry.Key.Method != "HEAD").Select(entry => entry.Value));

    /// <summary>Connections on which the server asked for the end.</summary>
    public long ClosesRequested => Connections.LongCount(connection => connection.CloseRequested);

    /// <summary>The sum of the requests that match; a null matches everything.</summary>
    public RequestTally Of(string? path = null, string? method = null, string? protocol = null) => RequestTally.Sum(
        Requests
            .Where(entry => (path is null || entry.Key.Path == path)
                && (method is null || entry.Key.Method == method)
                && (protocol is null || entry.Key.Protocol == protocol))
            .Select(entry => entry.Value));
}
