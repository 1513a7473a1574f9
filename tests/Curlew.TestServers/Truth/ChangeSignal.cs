namespace Curlew.TestServers.Truth;

/// <summary>Wakes whoever waits for the next change; costs nothing per change while nobody waits.</summary>
internal sealed class ChangeSignal
{
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(10);

    private TaskCompletionSource? _next;

    /// <summary>Looks now and after every change until the condition is true, and returns what was seen then.</summary>
    /// <exception cref="TimeoutException">It did not become true in time; says what was seen last.</exception>
    public async Task<T> WhenAsync<T>(Func<T> look, Func<T, bool> condition, TimeSpan? deadline, Func<T, string> describe)
    {
        using var end = new CancellationTokenSource(deadline ?? DefaultDeadline);
        while (true)
        {
            // Asked for before the look, so that a change in between is not missed.
            var change = NextAsync();
            var seen = look();
            if (condition(seen))
                return seen;
            try
            {
                await change.WaitAsync(end.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"The server did not come to the expected counts; it has {describe(seen)}", late);
            }
        }
    }

    public void Changed()
    {
        if (Volatile.Read(ref _next) is not null)
            Interlocked.Exchange(ref _next, null)?.TrySetResult();
    }

    private Task NextAsync()
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref _next, mine, null) ?? mine).Task;
    }
}
