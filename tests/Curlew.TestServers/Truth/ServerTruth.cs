namespace Curlew.TestServers.Truth;

/// <summary>
/// What a server counted: requests when their handler starts, statuses before their head leaves, resets and aborts
/// before they are carried out. So whatever a client has seen is already counted; only what the server learns from
/// the client (that it went, that it closed) comes later, and <see cref="WhenAsync"/> waits for that. Thread-safe.
/// </summary>
public sealed class ServerTruth
{
    private readonly Lock _gate = new();
    private readonly ChangeSignal _signal = new();
    private Counters _counters = new();

    internal ServerTruth()
    {
    }

    /// <summary>Everything counted so far, at one instant.</summary>
    public TruthSnapshot Snapshot()
    {
        lock (_gate)
            return _counters.ToSnapshot();
    }

    /// <summary>
    /// Counts from zero again, <c>every=n</c> too. Open connections stay known, with no requests, and count as open
    /// but not as accepted. Requests under way end uncounted.
    /// </summary>
    public void Reset()
    {
        lock (_gate)
        {
            var fresh = new Counters { Open = _counters.Open, Peak = _counters.Open };
            foreach (var connection in _counters.Connections.Values.Where(connection => connection.IsOpen))
                fresh.Connections.Add(connection.Id, new Counters.Connection(connection.Id, connection.Endpoint));
            _counters = fresh;
        }

        _signal.Changed();
    }

    /// <summary>Waits until what was counted satisfies the condition, and returns it.</summary>
    /// <param name="condition">Looked at after every change.</param>
    /// <param name="deadline">How long to wait; ten seconds unless told.</param>
    /// <exception cref="TimeoutException">The condition did not become true in time; says what was counted.</exception>
    public Task<TruthSnapshot> WhenAsync(Func<TruthSnapshot, bool> condition, TimeSpan? deadline = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return _signal.WhenAsync(Snapshot, condition, deadline, Describe);
    }

    internal void ConnectionAccepted(string id, string endpoint)
    {
        lock (_gate)
        {
            _counters.Connections[id] = new Counters.Connection(id, endpoint);
            _counters.Accepted++;
            _counters.Open++;
            _counters.Peak = Math.Max(_counters.Peak, _counters.Open);
        }

        _signal.Changed();
    }

    internal void ConnectionClosed(string id)
    {
        lock (_gate)
        {
            _counters.Connections[id].IsOpen = false;
            _counters.Open--;
        }

        _signal.Changed();
    }

    internal void CloseRequested(string connectionId)
    {
        lock (_gate)
            _counters.Connections[connectionId].CloseRequested = true;
        _signal.Changed();
    }

    internal void FailedUnexpectedly(Exception exception)
    {
        lock (_gate)
            _counters.UnexpectedFailures.Add(exception.ToString());
        _signal.Changed();
    }

    internal RequestTicket RequestStarted(
        RequestKind kind, string connectionId, string userAgent, IEnumerable<KeyValuePair<string, string>> cookies)
    {
        RequestTicket ticket;
        lock (_gate)
        {
            var isHead = kind.Method == "HEAD";
            if (!_counters.Requests.TryGetValue(kind, out var tally))
                _counters.Requests.Add(kind, tally = new Counters.Tally());
            tally.Requests++;

            var connection = _counters.Connections[connectionId];
            if (isHead)
                connection.HeadRequests++;
            else
                connection.Requests++;

            _counters.UserAgents[userAgent] = _counters.UserAgents.GetValueOrDefault(userAgent) + 1;
            foreach (var (name, value) in cookies)
            {
                var cookie = $"{name}={value}";
                _counters.Cookies[cookie] = _counters.Cookies.GetValueOrDefault(cookie) + 1;
            }

            var onPath = _counters.LoadByPath.GetValueOrDefault(kind.Path) + (isHead ? 0 : 1);
            _counters.LoadByPath[kind.Path] = onPath;
            ticket = new RequestTicket(this, tally, isHead, onPath, connection.Requests);
        }

        _signal.Changed();
        return ticket;
    }

    internal void Change(Counters.Tally tally, Action<Counters.Tally> change)
    {
        lock (_gate)
            change(tally);
        _signal.Changed();
    }

    private static string Describe(TruthSnapshot snapshot) =>
        $"{snapshot.ConnectionsAccepted} connections accepted, {snapshot.ConnectionsOpen} open, "
        + string.Join("; ", snapshot.Requests.Select(entry => $"{entry.Key}: {entry.Value}"));
}
