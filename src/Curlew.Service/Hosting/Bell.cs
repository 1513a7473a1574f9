namespace Curlew.Service.Hosting;

/// <summary>Wakes somebody who looks for something to do every so often: there is something now. Rung several times, it wakes once.</summary>
internal sealed class Bell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);
    private readonly Lock _ringing = new();
    private bool _isDisposed;

    /// <summary>There is something to do; nothing where nobody is there any more.</summary>
    public void Ring()
    {
        lock (_ringing)
        {
            if (!_isDisposed && _rung.CurrentCount == 0)
                _rung.Release();
        }
    }

    /// <summary>Waits until it is rung, or the time is over.</summary>
    /// <exception cref="OperationCanceledException">Nobody is to wait any more.</exception>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(_rung.WaitAsync(either.Token), Task.Delay(atMost, time, either.Token));
        await either.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_ringing)
        {
            _isDisposed = true;
            _rung.Dispose();
        }
    }
}
