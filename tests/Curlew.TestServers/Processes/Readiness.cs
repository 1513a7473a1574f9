using System.Net.Sockets;

namespace Curlew.TestServers.Processes;

/// <summary>Waits until a child process serves.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    /// <summary>Asks again and again until the server answers.</summary>
    /// <param name="process">The server.</param>
    /// <param name="ask">Throws while the server does not answer.</param>
    /// <param name="failureText">What the server wrote, for the exception.</param>
    public static async Task WaitAsync(ChildProcess process, Func<Task> ask, Func<string> failureText)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            // Asked before the question: a process that has ended cannot be the one that answers it.
            if (process.HasExited)
                throw Failure("ended at once", failureText());
            try
            {
                await ask();
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or SocketException)
            {
                if (deadline.IsCancellationRequested)
                    throw Failure($"did not answer within {Deadline.TotalSeconds} s", failureText());
                await Task.Delay(BetweenLooks);
            }
        }
    }

    private static InvalidOperationException Failure(string what, string text)
    {
        var message = $"The server {what}. It wrote: {text}";
        return text.Contains("Address already in use", StringComparison.Ordinal)
            ? new PortTakenException(message)
            : new InvalidOperationException(message);
    }
}
