using System.Data.Common;
using System.Net.Sockets;
using Curlew.Domain.Runs;

namespace Curlew.Service.Execution;

/// <summary>
/// Has what must not get lost wait for a database that is locked or gone: an hour, ever less often. A service that shuts down waits
/// for some seconds; what it could not save then is put together again by the next start.
/// </summary>
internal sealed partial class DatabasePatience(
    IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DatabasePatience> logger)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestAtTheEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Does something with the database, again and again where that is what fails.</summary>
    /// <param name="run">The run that it is about.</param>
    /// <param name="action">What is done; it may have succeeded where it seems to have failed.</param>
    /// <exception cref="Exception">What it failed with at last, or with anything else than the database.</exception>
    public async Task<T> UntilDoneAsync<T>(RunId run, Func<Task<T>> action)
    {
        var began = time.GetTimestamp();
        long? endsSince = null;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await action();
            }
            catch (Exception exception) when (IsOfDatabase(exception) && !IsOver(began, ref endsSince))
            {
                LogTriedAgain(run, exception);
            }

            await PauseAsync(pause);
        }
    }

    /// <summary>As above, of what answers nothing.</summary>
    public Task UntilDoneAsync(RunId run, Func<Task> action) => UntilDoneAsync(run, async () =>
    {
        await action();
        return true;
    });

    /// <summary>Whether it is the database that failed, or the way to it.</summary>
    public static bool IsOfDatabase(Exception? exception) => exception switch
    {
        null => false,
        DbException or TimeoutException or SocketException => true,
        _ => IsOfDatabase(exception.InnerException),
    };

    private bool IsOver(long began, ref long? endsSince)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            endsSince ??= time.GetTimestamp();
        return time.GetElapsedTime(began) >= Longest
            || (endsSince is { } since && time.GetElapsedTime(since) >= LongestAtTheEnd);
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested)
                await Task.Delay(FirstPause, time);
            else
                await Task.Delay(pause, time, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            // The service ends: there is no time for long pauses.
        }
    }
}
