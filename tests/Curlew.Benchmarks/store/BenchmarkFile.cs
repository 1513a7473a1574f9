using System.Diagnostics;
using Curlew.Domain.Definitions;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Disk;
using Curlew.Storage.Outcomes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Curlew.Benchmarks.Store;

/// <summary>A run's file of made-up outcomes: written, indexed and read by the store that the service has.</summary>
internal sealed class BenchmarkFile : IDisposable
{
    // What the engine's collector hands over at a time, more or less.
    private const int Batch = 200;

    private readonly string _directory;
    private readonly OutcomeStore _store;
    private readonly RunId _run = RunId.New(TimeProvider.System);

    public BenchmarkFile(string directory)
    {
        _directory = directory;
        _store = new OutcomeStore(
            new DatabaseOptions { Directory = directory }, DiskLimits.Default, new EnoughSpace(), TimeProvider.System, NullLogger<OutcomeStore>.Instance);
    }

    private string FilePath => Path.Combine(_directory, "outcomes", $"{_run}.db");

    /// <summary>Writes the file; what making the outcomes up costs is measured first and taken off.</summary>
    public object Write(int rows)
    {
        var batch = new Outcome[Batch];
        var (makingSeconds, makingCpu) = Measure(() => Each(rows, batch, count => _ = count));
        using var writer = _store.Create(_run, ["login", "cart", "pay"], OutcomeSettings.All);
        var (seconds, cpu) = Measure(() =>
        {
            Each(rows, batch, count => writer.Write(batch.AsSpan(0, count)));
            writer.Complete();
        });
        var bytes = new FileInfo(FilePath).Length;
        return new
        {
            Seconds = seconds - makingSeconds,
            CpuSeconds = cpu - makingCpu,
            RowsPerSecond = rows / (seconds - makingSeconds),
            Bytes = bytes,
            BytesPerRow = bytes / (double)rows,
        };
    }

    /// <summary>Makes the late index, as it is when somebody asks for it.</summary>
    public async Task<object> IndexAsync()
    {
        var before = new FileInfo(FilePath).Length;
        var clock = Stopwatch.StartNew();
        FirstPage(OutcomeFilter.All, OutcomeOrder.ServiceTimeDescending);
        await _store.Indexing.Current;
        var bytes = new FileInfo(FilePath).Length - before;
        return new { clock.Elapsed.TotalSeconds, Bytes = bytes };
    }

    /// <summary>Reads a page as the API's default is.</summary>
    public int FirstPage(OutcomeFilter filter, OutcomeOrder order) => _store.Read(_run, filter, order, after: null, limit: 100).Rows.Count;

    /// <summary>Reads everything, part by part.</summary>
    public object Export()
    {
        var rows = 0L;
        var (seconds, cpu) = Measure(() =>
        {
            using var scan = _store.Scan(_run, OutcomeFilter.All, OutcomeOrder.Time, after: null);
            var part = new OutcomeRow[500];
            int count;
            while ((count = scan.Read(part)) > 0)
                rows += count;
        });
        return new { Seconds = seconds, CpuSeconds = cpu, RowsPerSecond = rows / seconds, WorkingSetBytes = Environment.WorkingSet };
    }

    public void Dispose() => _store.Indexing.Current.Wait();

    private static void Each(int rows, Outcome[] batch, Action<int> take)
    {
        var made = new MadeUpOutcomes(seed: 1);
        for (var done = 0; done < rows; done += Batch)
        {
            var count = Math.Min(Batch, rows - done);
            made.Fill(batch.AsSpan(0, count));
            take(count);
        }
    }

    private static (double Seconds, double CpuSeconds) Measure(Action action)
    {
        using var process = Process.GetCurrentProcess();
        var (clock, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        action();
        process.Refresh();
        return (clock.Elapsed.TotalSeconds, (process.TotalProcessorTime - before).TotalSeconds);
    }

    private sealed class EnoughSpace : IFreeSpace
    {
        public long? BytesFree(string directory) => null;
    }
}
