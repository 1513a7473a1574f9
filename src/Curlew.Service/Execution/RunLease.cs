using Curlew.Domain.Runs;
using Curlew.Storage.Runs;

namespace Curlew.Service.Execution;

/// <summary>
/// Keeps a claim: renews its lease until it is disposed of, and tells when that cannot be done any more, before the lease is over.
///
/// Two things happen beside each other. A loop renews, and may hang for as long as the database does. A timer, which each renewal
/// winds up again, tells that the claim is lost; it asks nobody. Both count with the time provider's timestamps, from the moment
/// before a renewal was asked for, so that a wall clock that jumps neither ends a lease nor stretches it.
/// </summary>
internal sealed partial class RunLease : IAsyncDisposable
{
    private readonly RunStore _runs;
    private readonly RunId _id;
    private readonly int _fence;
    private readonly string _owner;
    private readonly LeaseTerms _terms;
    private readonly TimeProvider _time;
    private readonly Action _onLost;
    private readonly Action _onStopAsked;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _end = new();
    private readonly ITimer _deadline;
    private readonly Task _renewing;
    private int _isLost;

    /// <param name="runs">Where the claim is.</param>
    /// <param name="id">The run.</param>
    /// <param name="fence">The claim's fence.</param>
    /// <param name="owner">Who claimed it.</param>
    /// <param name="terms">For how long claims last.</param>
    /// <param name="claimedAt">A timestamp from before the claim.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onLost">Called once when the claim is lost, or as good as lost. Must return at once.</param>
    /// <param name="onStopAsked">Called where a renewal finds that the run is to stop. Must return at once.</param>
    /// <param name="logger">The log.</param>
    public RunLease(
        RunStore runs, RunId id, int fence, string owner, LeaseTerms terms, long claimedAt, TimeProvider time, Action onLost, Action onStopAsked, ILogger<RunLease> logger)
    {
        (_runs, _id, _fence, _owner, _terms, _time) = (runs, id, fence, owner, terms, time);
        (_onLost, _onStopAsked, _logger) = (onLost, onStopAsked, logger);
        _deadline = time.CreateTimer(_ => Lose(LogOver), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        WindUp(claimedAt);
        _renewing = Task.Run(KeepRenewingAsync);
    }

    /// <summary>Stops renewing; the claim itself is given up with the run's last status.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _deadline.DisposeAsync();
        await _renewing;
        _end.Dispose();
    }

    private async Task KeepRenewingAsync()
    {
        var pause = _terms.RenewEvery;
        while (true)
        {
            try
            {
                await Task.Delay(pause, _time, _end.Token);
                var asked = _time.GetTimestamp();
                if (await _runs.TryRenewLeaseAsync(_id, _fence, _owner, _terms.Length, _end.Token) is not { } status)
                {
                    // The run has ended, which its own process knows; or somebody took it over.
                    Lose(LogTaken);
                    return;
                }

                WindUp(asked);
                // Asked for through another node: through this one it would be known already.
                if (status == RunStatus.Stopping)
                    _onStopAsked();
                pause = _terms.RenewEvery;
            }
            catch (Exception) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogNotRenewed(_id, exception);
                pause = _terms.TryAgainAfter;
            }
        }
    }

    private void WindUp(long from)
    {
        var left = _terms.StopAfter - _time.GetElapsedTime(from);
        _deadline.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Lose(Action<RunId> log)
    {
        if (_end.IsCancellationRequested || Interlocked.Exchange(ref _isLost, 1) != 0)
            return;
        log(_id);
        _onLost();
    }
}
