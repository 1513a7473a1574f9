namespace Curlew.TestServers.Truth;

/// <summary>
/// What was counted between two resets. Not thread-safe: <see cref="ServerTruth"/> holds the lock. A request that
/// began before a reset keeps counting into the counters it began in.
/// </summary>
internal sealed class Counters
{
    public Dictionary<RequestKind, Tally> Requests { get; } = [];

    /// <summary>Requests other than HEAD by path: what <c>every=n</c> counts.</summary>
    public Dictionary<string, long> LoadByPath { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Connection> Connections { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> Cookies { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> UserAgents { get; } = new(StringComparer.Ordinal);

    public List<string> UnexpectedFailures { get; } = [];

    public long Accepted { get; set; }

    public long Open { get; set; }

    public long Peak { get; set; }

    public TruthSnapshot ToSnapshot() => new()
    {
        Requests = Requests.ToDictionary(entry => entry.Key, entry => entry.Value.ToRecord()),
        Connections = [.. Connections.Values.Select(connection => connection.ToRecord())],
        ConnectionsAccepted = Accepted,
        ConnectionsOpen = Open,
        ConnectionsPeak = Peak,
        Cookies = new Dictionary<string, long>(Cookies, StringComparer.Ordinal),
        UserAgents = new Dictionary<string, long>(UserAgents, StringComparer.Ordinal),
        UnexpectedFailures = [.. UnexpectedFailures],
    };

    internal sealed class Tally
    {
        public long Requests { get; set; }

        public Dictionary<int, long> Statuses { get; } = [];

        public long StreamsReset { get; set; }

        public long ConnectionsAborted { get; set; }

        public long Abandoned { get; set; }

        public long BodyBytesReceived { get; set; }

        public RequestTally ToRecord() => new()
        {
            Requests = Requests,
            Statuses = new Dictionary<int, long>(Statuses),
            StreamsReset = StreamsReset,
            ConnectionsAborted = ConnectionsAborted,
            Abandoned = Abandoned,
            BodyBytesReceived = BodyBytesReceived,
        };
    }

    internal sealed class Connection(string id, string endpoint)
    {
        public string Id { get; } = id;

        public string Endpoint { get; } = endpoint;

        public long Requests { get; set; }

        public long HeadRequests { get; set; }

        public bool CloseRequested { get; set; }

        public bool IsOpen { get; set; } = true;

        public ConnectionTruth ToRecord() => new(Id, Endpoint, Requests, HeadRequests, CloseRequested, IsOpen);
    }
}
