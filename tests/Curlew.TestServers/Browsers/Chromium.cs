using System.Diagnostics;
using Curlew.TestServers.Processes;

namespace Curlew.TestServers.Browsers;

/// <summary>A browser without a window, which shows one page and ends.</summary>
public static class Chromium
{
    private const string OfTheConsole = ":CONSOLE";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Opens an address and lets its scripts run until they have nothing more to do for some seconds of the page's own time.</summary>
    /// <exception cref="ServerMissingException">There is no Chromium.</exception>
    public static async Task<ShownPage> ShowAsync(Uri address)
    {
        using var profile = new TemporaryDirectory("chromium");
        using var process = Process.Start(new ProcessStartInfo(Executable.Find("chromium", "chromium"), [
            // Its sandbox cannot be made by root, nor in most containers; what is shown is ours.
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--ignore-certificate-errors",
            $"--user-data-dir={profile.Location}", "--enable-logging=stderr", "--virtual-time-budget=5000", "--dump-dom",
            address.AbsoluteUri,
        ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var (page, log) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(Deadline);
            return new ShownPage(
                await page, [.. (await log).Split('\n').Where(line => line.Contains(OfTheConsole, StringComparison.Ordinal))]);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}

/// <summary>What became of a page.</summary>
/// <param name="Html">Its document, after its scripts have run.</param>
/// <param name="Console">What the browser wrote to the page's console: errors of scripts, and what a policy forbade.</param>
public sealed record ShownPage(string Html, IReadOnlyList<string> Console);
