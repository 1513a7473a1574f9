using System.Diagnostics;
using System.Globalization;

namespace Curlew.TestServers.Postgres;

/// <summary>
/// A PostgreSQL server of the tests' own: a fresh cluster in a temporary directory, reached through a Unix socket in
/// there, so that it meets no other server. PostgreSQL refuses to run as root, then it runs as the package's user.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string DebianPrograms = "/usr/lib/postgresql";
    private const string Ready = "database system is ready to accept connections";

    private readonly TemporaryDirectory _directory = new("postgres");
    private readonly List<string> _log = [];
    private Process? _server;

    private PostgresServer()
    {
    }

    /// <summary>Makes a cluster and starts the server on it.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        try
        {
            if (Environment.IsPrivilegedProcess)
                await RunAsync("chown", "postgres:", server._directory.Location);

            await RunAsync(Command(
                "initdb", "--pgdata", server.Data, "--username", "postgres", "--auth", "trust",
                "--encoding", "UTF8", "--no-locale", "--no-sync"));
            await server.ServeAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection string (Npgsql's) for a database that does not exist yet.</summary>
    public string NewDatabase() =>
        $"Host={_directory.Location};Username=postgres;Database=curlew_{Guid.NewGuid():N};Pooling=false";

    /// <summary>Stops the server, as its administrator would; what is in it stays.</summary>
    public async Task StopAsync()
    {
        if (_server is null)
            return;
        await RunAsync(Command("pg_ctl", "--pgdata", Data, "--mode", "fast", "stop"));
        await _server.WaitForExitAsync();
        _server.Dispose();
        _server = null;
    }

    /// <summary>Starts a server that was stopped.</summary>
    public Task StartAgainAsync() => ServeAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Dispose();
    }

    private string Data => _directory.File("data");

    private async Task ServeAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var command = Command("postgres", "-D", Data, "-k", _directory.Location, "-c", "listen_addresses=", "-F");
        _server = new Process { StartInfo = StartInfo(command), EnableRaisingEvents = true };
        _server.ErrorDataReceived += (_, line) =>
        {
            lock (_log)
                _log.Add(line.Data ?? "");
            if (line.Data?.Contains(Ready, StringComparison.Ordinal) == true)
                ready.TrySetResult();
        };
        _server.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"PostgreSQL ended: {Log()}"));
        _server.Start();
        _server.BeginErrorReadLine();
        _server.BeginOutputReadLine();
        await ready.Task;
    }

    private string Log()
    {
        lock (_log)
            return string.Join('\n', _log);
    }

    private static string[] Command(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs(), program);
        return Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups", path, .. arguments]
            : [path, .. arguments];
    }

    // Debian keeps the programs of each major version in a directory of its own, outside of PATH.
    private static string Programs()
    {
        var debian = Directory.Exists(DebianPrograms)
            ? Directory.GetDirectories(DebianPrograms)
                .OrderByDescending(version => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture))
                .Select(version => Path.Combine(version, "bin"))
            : [];
        return debian.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(directory => File.Exists(Path.Combine(directory, "initdb")))
            ?? throw new InvalidOperationException(
                "These tests need a PostgreSQL server: install Debian's package 'postgresql'.");
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(StartInfo(command))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{string.Join(' ', command)} ended with {process.ExitCode}: {await output}{error}");
        }
    }

    private static ProcessStartInfo StartInfo(string[] command) => new(command[0], command[1..])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = "/",
    };
}
