using Curlew.TestServers.Processes;

namespace Curlew.TestServers.Tests.Processes;

public sealed class ChildProcessTests
{
    [Fact]
    public async Task DisposeAsync_ProcessWithChildren_AllAreGone()
    {
        using var directory = new TemporaryDirectory("child");
        var output = directory.File("output");
        var process = ChildProcess.Start("/bin/sh", ["-c", "sleep 600 & echo $!; wait"], output);
        var id = process.Id;
        var grandchild = await FirstLineAsync(output);

        await process.DisposeAsync();

        Directory.Exists($"/proc/{id}").Should().BeFalse();
        IsRunning(grandchild).Should().BeFalse();
    }

    [Fact]
    public async Task Start_ProcessThatFails_KeepsWhatItWroteToStandardError()
    {
        await using var process = ChildProcess.Start("/bin/sh", ["-c", "echo it went wrong >&2; exit 3"]);

        while (!process.HasExited || process.Errors.Length == 0)
            await Task.Delay(1, TestContext.Current.CancellationToken);

        process.Errors.Should().Be("it went wrong\n");
    }

    private static async Task<string> FirstLineAsync(string path)
    {
        string text;
        while (!File.Exists(path) || !(text = await ReadAsync(path)).EndsWith('\n'))
            await Task.Delay(1, TestContext.Current.CancellationToken);
        return text.Trim();
    }

    private static Task<string> ReadAsync(string path) =>
        File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

    /// <summary>A process that nobody has waited for yet is dead all the same.</summary>
    private static bool IsRunning(string id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
