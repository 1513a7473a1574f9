using System.Diagnostics;
using System.Text.RegularExpressions;
using Curlew.TestServers.Engines;
using Curlew.TestServers.Processes;

namespace Curlew.Soak.Processes;

/// <summary>The service as a process of its own, to be killed at any moment, also before it listens.</summary>
public sealed partial class CurlewProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(10);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Curlew.Service.dll");

    private readonly ChildProcess _process;
    private readonly string _output;

    private CurlewProcess(ChildProcess process, string output) => (_process, _output) = (process, output);

    /// <summary>The operating system's id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>What it has written.</summary>
    public string Output => Read(_output) + _process.Errors;

    /// <summary>Starts it; it does not listen yet.</summary>
    public static CurlewProcess Start(string directory, params string[] settings)
    {
        var output = Path.Combine(directory, "output.log");
        File.WriteAllText(output, "");
        return new CurlewProcess(
            ChildProcess.Start(
                "/usr/bin/env",
                [
                    "dotnet", Program,
                    "--Urls=http://127.0.0.1:0",
                    $"--Storage:Directory={Path.Combine(directory, "data")}",
                    $"--Engines:default:Path={LibcurlBuilds.Newest}",
                    "--Logging:LogLevel:Default=Warning",
                    "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
                    .. settings,
                ],
                output),
            output);
    }

    /// <summary>Waits until it listens; a client of its API, or null where it does not come up by itself.</summary>
    public async Task<CurlewClient?> WhenListeningAsync(CancellationToken cancelled)
    {
        using var poll = new PeriodicTimer(PollEvery);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < StartDeadline && !_process.HasExited;)
        {
            if (Listening().Match(Read(_output)) is { Success: true } match)
                return new CurlewClient(new Uri(match.Groups["address"].Value));
            await poll.WaitForNextTickAsync(cancelled);
        }

        return null;
    }

    /// <summary>Kills it (SIGKILL) and waits until it is gone.</summary>
    public Task KillAsync() => EndAsync("KILL");

    /// <summary>Ends it (SIGTERM); answers how long that took.</summary>
    public Task<TimeSpan> TerminateAsync() => EndAsync("TERM");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<TimeSpan> EndAsync(string signal)
    {
        var clock = Stopwatch.StartNew();
        await ChildProcess.RunAsync("/bin/kill", $"-{signal}", $"{_process.Id}");
        using var poll = new PeriodicTimer(PollEvery);
        while (!_process.HasExited)
        {
            if (clock.Elapsed > EndDeadline)
                throw new TimeoutException($"The service did not end within {EndDeadline.TotalSeconds} s of SIG{signal}.");
            await poll.WaitForNextTickAsync();
        }

        return clock.Elapsed;
    }

    private static string Read(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)\s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
