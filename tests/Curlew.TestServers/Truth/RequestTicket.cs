namespace Curlew.TestServers.Truth;

/// <summary>One request's line to the counters: what becomes of it is told here, its end at most once.</summary>
internal sealed class RequestTicket
{
    private readonly ServerTruth _truth;
    private readonly Counters.Tally _tally;
    private bool _ended;

    public RequestTicket(ServerTruth truth, Counters.Tally tally, bool isHead, long numberOnPath, long numberOnConnection)
    {
        _truth = truth;
        _tally = tally;
        IsHead = isHead;
        NumberOnPath = numberOnPath;
        NumberOnConnection = numberOnConnection;
    }

    public bool IsHead { get; }

    /// <summary>The how-manieth request on its path this is, from 1, HEAD not counted.</summary>
    public long NumberOnPath { get; }

    /// <summary>The how-manieth request on its connection this is, from 1, HEAD not counted.</summary>
    public long NumberOnConnection { get; }

    public void BodyReceived(long bytes) => _truth.Change(_tally, tally => tally.BodyBytesReceived += bytes);

    /// <summary>A head is about to leave, unless the request has ended without one.</summary>
    public void HeadLeaves(int status) => _truth.Change(_tally, tally =>
    {
        if (!_ended)
            tally.Statuses[status] = tally.Statuses.GetValueOrDefault(status) + 1;
    });

    public void StreamReset() => End(tally => tally.StreamsReset++);

    public void ConnectionAborted() => End(tally => tally.ConnectionsAborted++);

    public void Abandoned() => End(tally => tally.Abandoned++);

    private void End(Action<Counters.Tally> count) => _truth.Change(_tally, tally =>
    {
        if (_ended)
            return;
        _ended = true;
        count(tally);
    });
}
