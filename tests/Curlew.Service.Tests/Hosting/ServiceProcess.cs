using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Curlew.TestServers;
using Curlew.TestServers.Processes;

namespace Curlew.Service.Tests.Hosting;

/// <summary>The service as a process of its own, which can be ended as an operating system ends one.</summary>
public sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);
    private const string SayWhereItListens = "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Curlew.Service.dll");

    private readonly ChildProcess _process;

    private ServiceProcess(ChildProcess process, Uri address)
    {
        _process = process;
        Client = new ServiceClient(new HttpClient { BaseAddress = address });
    }

    /// <summary>A client of its API.</summary>
    public ServiceClient Client { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    public static Task<ServiceProcess> StartAsync(TemporaryDirectory directory, params string[] settings) =>
        StartUnderAsync("true", directory, settings);

    /// <summary>As above, after a command of the shell's that limits it, as in <c>ulimit -n 256</c>.</summary>
    public static async Task<ServiceProcess> StartUnderAsync(string limit, TemporaryDirectory directory, params string[] settings)
    {
        var output = directory.File("output.log");
        await File.WriteAllTextAsync(output, "");
        var process = ChildProcess.Start(
            "/bin/bash",
            ["-c", $"{limit} && exec \"$@\"", "bash", "dotnet", Program, .. ServiceUnderTest.SettingsFor(directory.Location), SayWhereItListens, .. settings],
            output);
        try
        {
            await UntilAsync(() => Listening().IsMatch(Read(output)) || process.HasExited);
            process.HasExited.Should().BeFalse(process.Errors);
            return new ServiceProcess(process, new Uri(Listening().Match(Read(output)).Groups["address"].Value));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs it to its end, which is to come by itself.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] settings)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. settings])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(Deadline);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>Sends a signal and waits for the end; answers how long that took.</summary>
    public async Task<TimeSpan> EndAsync(string signal)
    {
        var clock = Stopwatch.StartNew();
        await SendAsync(signal);
        await UntilAsync(() => _process.HasExited);
        return clock.Elapsed;
    }

    /// <summary>Does something while the process stands still: it sees all of it, or nothing.</summary>
    public async Task WhileItStandsStillAsync(Action action)
    {
        await SendAsync("STOP");
        try
        {
            action();
        }
        finally
        {
            await SendAsync("CONT");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
    }

    private Task SendAsync(string signal) =>
        ChildProcess.RunAsync("/bin/kill", $"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture));

    private static string Read(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var poll = new PeriodicTimer(PollEvery);
        for (var clock = Stopwatch.StartNew(); !condition(); await poll.WaitForNextTickAsync())
            clock.Elapsed.Should().BeLessThan(Deadline);
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
