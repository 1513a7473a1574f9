using Curlew.TestServers.Truth;

namespace Curlew.TestServers.Raw;

/// <summary>Counts for a <see cref="RawServer"/>. Thread-safe.</summary>
internal sealed class RawCounters
{
    private readonly Lock _gate = new();
    private readonly ChangeSignal _signal = new();
    private RawTruth _truth = new(0, 0, 0, 0, 0);

    public RawTruth Snapshot()
    {
        lock (_gate)
            return _truth;
    }

    public Task<RawTruth> WhenAsync(Func<RawTruth, bool> condition, TimeSpan? deadline) =>
        _signal.WhenAsync(Snapshot, condition, deadline, truth => truth.ToString());

    /// <summary>Counts a connection and returns its number, from 1.</summary>
    public long ConnectionAccepted() => Change(truth => truth with
    {
        ConnectionsAccepted = truth.ConnectionsAccepted + 1,
        ConnectionsOpen = truth.ConnectionsOpen + 1,
    }).ConnectionsAccepted;

    public void ConnectionClosed() => Change(truth => truth with { ConnectionsOpen = truth.ConnectionsOpen - 1 });

    public void RequestRead(bool isHead) => Change(truth => isHead
        ? truth with { HeadRequests = truth.HeadRequests + 1 }
        : truth with { Requests = truth.Requests + 1 });

    public void Sent(int bytes) => Change(truth => truth with { BytesSent = truth.BytesSent + bytes });

    private RawTruth Change(Func<RawTruth, RawTruth> change)
    {
        RawTruth changed;
        lock (_gate)
            changed = _truth = change(_truth);
        _signal.Changed();
        return changed;
    }
}
