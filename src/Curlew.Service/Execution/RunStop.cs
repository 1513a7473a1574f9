namespace Curlew.Service.Execution;

/// <summary>
/// What makes a run end early: a request, a lease that cannot be renewed, the end of the service, or the deletion of its job. The
/// first one counts; a service that shuts down always does, because it leaves no time for anything else.
/// </summary>
internal sealed class RunStop : IDisposable
{
    private readonly CancellationTokenSource _requested = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly CancellationTokenSource _any;
    private readonly CancellationToken _shutDown;
    private readonly CancellationToken _jobAborted;
    private readonly Action _onDispose;

    public RunStop(Action onDispose, CancellationToken shutDown, CancellationToken jobAborted)
    {
        (_shutDown, _jobAborted, _onDispose) = (shutDown, jobAborted, onDispose);
        _any = CancellationTokenSource.CreateLinkedTokenSource(shutDown, jobAborted, _requested.Token);
    }

    /// <summary>Cancelled as soon as the run is to end.</summary>
    public CancellationToken Token => _any.Token;

    /// <summary>Cancelled as well where requests in flight are not to be awaited.</summary>
    public CancellationToken AbortToken => _aborted.Token;

    /// <summary>Why it was told to end at once; null where it was not.</summary>
    public string? AbortReason { get; private set; }

    /// <summary>Whether the service is shutting down.</summary>
    public bool IsShutDown => _shutDown.IsCancellationRequested;

    /// <summary>Whether somebody deleted the job in Hangfire's dashboard, of which the database knows nothing.</summary>
    public bool IsJobAborted => _jobAborted.IsCancellationRequested && !IsShutDown && !_requested.IsCancellationRequested;

    /// <summary>Whether the claim on the run could not be kept.</summary>
    public bool IsLeaseLost { get; private set; }

    /// <summary>Ends the run because the claim on it cannot be kept.</summary>
    public void LoseLease()
    {
        IsLeaseLost = !Token.IsCancellationRequested;
        Request();
    }

    /// <summary>Ends the run.</summary>
    public void Request()
    {
        try
        {
            _requested.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run ended by itself in the same moment.
        }
    }

    /// <summary>Ends the run at once: requests in flight are given up.</summary>
    public void Abort(string reason)
    {
        AbortReason ??= reason;
        try
        {
            _aborted.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run ended by itself in the same moment.
        }

        Request();
    }

    /// <summary>Forgets about it without telling anybody: it was never the run's.</summary>
    public void Abandon()
    {
        _any.Dispose();
        _requested.Dispose();
        _aborted.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _onDispose();
        Abandon();
    }
}
