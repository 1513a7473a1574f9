using System.Globalization;
using System.Text.RegularExpressions;
using Curlew.Soak.Processes;

namespace Curlew.Soak.Runs;

/// <summary>What a process takes at one moment.</summary>
/// <param name="Runs">How many runs it has carried out by then.</param>
/// <param name="Resident">Its resident set, in MiB.</param>
/// <param name="Heap">Its managed heap after the last collection, in MiB.</param>
/// <param name="Descriptors">Its open descriptors.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Database">The files of its database, without those of outcomes, in MiB.</param>
internal sealed partial record ProcessSample(int Runs, double Resident, double Heap, int Descriptors, int Threads, double Database)
{
    private const double Mebi = 1 << 20;

    /// <summary>Takes a sample of the service.</summary>
    public static async Task<ProcessSample> TakeAsync(
        int runs, CurlewProcess service, CurlewClient client, string data, CancellationToken cancelled)
    {
        var status = await File.ReadAllTextAsync($"/proc/{service.Id}/status", cancelled);
        var metrics = await client.TextAsync("/metrics", cancelled) ?? "";
        return new ProcessSample(
            runs,
            Number(Rss(), status) / 1024,
            HeapSize().Matches(metrics).Sum(match => double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture)) / Mebi,
            Directory.GetFileSystemEntries($"/proc/{service.Id}/fd").Length,
            (int)Number(ThreadCount(), status),
            Directory.GetFiles(data, "curlew.db*").Sum(file => new FileInfo(file).Length) / Mebi);
    }

    private static double Number(Regex regex, string text) =>
        double.Parse(regex.Match(text).Groups["value"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^VmRSS:\s+(?<value>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rss();

    [GeneratedRegex(@"^Threads:\s+(?<value>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ThreadCount();

    [GeneratedRegex(
        @"^dotnet_gc_last_collection_heap_size_bytes\S*\s+(?<value>[0-9.eE+]+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeapSize();
}
