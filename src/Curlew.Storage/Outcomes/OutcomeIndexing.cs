using System.Collections.Concurrent;
using Curlew.Domain.Runs;
using Curlew.Storage.Disk;
using Microsoft.Extensions.Logging;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// Makes the late index of runs that are too long to get it when they end: when somebody asks for what it is good for, one
/// file at a time, and never while a run is being written, whose load it would disturb. A run that begins cuts it short; the
/// next one who asks begins anew.
/// </summary>
/// <remarks>
/// It is made in the write-ahead log, so that others read on meanwhile, and appears with its commit: whatever dies before
/// leaves the file as it was. Queries do not wait for it, since without it they answer the same, only later.
/// </remarks>
internal sealed partial class OutcomeIndexing(DiskLimits limits, IFreeSpace freeSpace, ILogger logger)
{
    // The log and the file for a while hold it both.
    private const int BytesPerRow = 40;

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<RunId, bool> _writing = new();
    private OutcomeDatabase? _database;

    /// <summary>The index that is being made, for tests that wait for it.</summary>
    internal Task Current { get; private set; } = Task.CompletedTask;

    /// <summary>A run begins to be written.</summary>
    public void BeginWriting(RunId run)
    {
        lock (_lock)
        {
            _writing[run] = true;
            _database?.Interrupt();
        }
    }

    /// <summary>A run is written no more.</summary>
    public void EndWriting(RunId run) => _writing.TryRemove(run, out _);

    /// <summary>Begins to make a file's index, where that disturbs nobody; returns at once.</summary>
    public void Ask(RunId run, string path)
    {
        lock (_lock)
        {
            if (_writing.IsEmpty && Current.IsCompleted)
                Current = Task.Factory.StartNew(() => Make(run, path), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    private void Make(RunId run, string path)
    {
        try
        {
            using var database = OutcomeDatabase.OpenForWriting(run, path);
            lock (_lock)
            {
                if (!_writing.IsEmpty)
                    return;
                _database = database;
            }

            var rows = database.Number("SELECT coalesce(max(last_row), 0) FROM blocks");
            var wanted = limits.FailuresOnlyBelowBytes + (rows * BytesPerRow);
            if (freeSpace.BytesFree(Path.GetDirectoryName(path)!) < wanted || !database.TryExecute(OutcomeSchema.WriteAheadLog))
                return;
            database.Execute(OutcomeSchema.CreateLateIndex);
            database.TryExecute(OutcomeSchema.OneFile);
            LogIndexed(run, rows);
        }
        catch (OutcomesUnavailableException exception)
        {
            LogNotIndexed(exception, run);
        }
        finally
        {
            lock (_lock)
                _database = null;
        }
    }

    [LoggerMessage(2204, LogLevel.Debug, "Run {Run}: {Rows} outcomes indexed by service time")]
    private partial void LogIndexed(RunId run, long rows);

    [LoggerMessage(2205, LogLevel.Debug, "Run {Run}: its outcomes were not indexed by service time")]
    private partial void LogNotIndexed(Exception exception, RunId run);
}
