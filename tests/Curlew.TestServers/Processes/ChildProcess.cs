using System.Diagnostics;
using System.Text;

namespace Curlew.TestServers.Processes;

/// <summary>
/// A server as a process of its own. It ends, with all its children, on dispose, and it ends too when this process
/// dies without one, however it dies: a watcher beside the server reads from a pipe whose other end this process
/// holds. (Since .NET 10 a SIGTERM ends a process without AppDomain.ProcessExit, and no event tells of SIGKILL.)
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    // The shell becomes the server, so that the process's id is the server's. A line read tells the watcher that all
    // is well; the pipe's end, that this process is gone. The watcher holds on to none of the server's streams.
    private const string Script =
        "exec 3<&0; { read -r _ <&3 || kill $$; } > /dev/null 2>&1 & exec \"$@\" < /dev/null > \"$0\" 3<&-";

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly Lock _gate = new();

    private ChildProcess(Process process) => _process = process;

    /// <summary>The operating system's id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>The process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What the process has written to standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_gate)
                return _errors.ToString();
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its absolute path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="outputPath">
    /// The file that takes its standard output. It does not pass through this process, where it would cost CPU time
    /// that a test may be measuring.
    /// </param>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, string outputPath = "/dev/null")
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("/bin/sh", ["-c", Script, outputPath, program, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardError = true,
            },
        };
        var child = new ChildProcess(process);
        process.ErrorDataReceived += (_, line) => child.TakeError(line.Data);
        process.Start();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end and returns all it wrote, standard output first.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return await output + await errors;
    }

    /// <summary>Ends the process and its children and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await DismissWatcherAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>A watcher whose server had ended by itself must not kill whoever has the server's id by now.</summary>
    private async Task DismissWatcherAsync()
    {
        try
        {
            await _process.StandardInput.WriteLineAsync();
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It has been ended with the server.
        }
    }

    private void TakeError(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
            _errors.AppendLine(line);
    }
}
