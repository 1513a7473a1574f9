namespace Curlew.TestServers.Faults;

/// <summary>What <c>/gate</c> waits for: closed at first, and open for good once it was opened.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets all through, those who wait and those to come.</summary>
    public void Open() => _opened.TrySetResult();

    internal async Task PassAsync(FaultRequest request)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(request.Context.RequestAborted, request.Stopping);
        await _opened.Task.WaitAsync(over.Token);
        await Answers.OkAsync(request);
    }
}
