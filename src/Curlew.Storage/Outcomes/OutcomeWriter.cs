using System.Globalization;
using Curlew.Domain.Definitions;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Runs;
using Microsoft.Extensions.Logging;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// Takes the outcomes of one run and stores what its definition wants stored, as long as there is room. Used by one thread
/// at a time. Nothing is allocated per outcome.
/// </summary>
public sealed partial class OutcomeWriter : IOutcomeSink, IDisposable
{
    private readonly RunId _run;
    private readonly OutcomeFile? _file;
    private readonly DiskWatch _disk;
    private readonly long _limit;
    private readonly Action _onClosed;
    private readonly ILogger _logger;
    private bool _failuresOnly;
    private long _leftOut;
    private string? _reduction;
    private bool _closed;

    /// <param name="run">The run.</param>
    /// <param name="settings">What is to be stored.</param>
    /// <param name="file">Where; null where nothing is.</param>
    /// <param name="disk">Whether there is room.</param>
    /// <param name="onClosed">Called when the file is closed.</param>
    /// <param name="logger">The log.</param>
    internal OutcomeWriter(RunId run, OutcomeSettings settings, OutcomeFile? file, DiskWatch disk, Action onClosed, ILogger logger)
    {
        _run = run;
        _file = file;
        _disk = disk;
        _limit = settings.Limit ?? long.MaxValue;
        _failuresOnly = settings.Keep == OutcomeKeep.Failures;
        _onClosed = onClosed;
        _logger = logger;
    }

    /// <summary>Outcomes stored so far; readers see those of them that are committed.</summary>
    public long Rows => _file?.Rows ?? 0;

    /// <summary>Whether the file could not be written: <see cref="Complete"/> would fail, and all that is left is to dispose of this.</summary>
    public bool HasFailed => _file?.Fault is not null;

    /// <inheritdoc/>
    public OutcomesKept Kept => new(Rows, _leftOut, _reduction);

    /// <inheritdoc/>
    /// <exception cref="OutcomesUnavailableException">The file cannot be written, say because the disk is full.</exception>
    public void Write(ReadOnlySpan<Outcome> outcomes)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_file is null)
        {
            _leftOut += outcomes.Length;
            return;
        }

        foreach (ref readonly var outcome in outcomes)
        {
            if (_failuresOnly && outcome.Succeeded)
            {
                _leftOut++;
                continue;
            }

            _file.Append(outcome);
            if (!_failuresOnly && _file.Rows >= _limit)
                Reduce(string.Create(CultureInfo.InvariantCulture, $"The limit of {_limit:N0} stored outcomes (outcomes.limit) was reached"), outcome);
        }

        _file.FlushIfDue();
        if (outcomes.Length > 0 && _disk.ReasonToReduce() is { } reason && !_failuresOnly)
            Reduce(reason, outcomes[^1]);
    }

    /// <summary>
    /// Commits what was written where half a second has passed since the first of it; for callers with nothing to write.
    /// </summary>
    public void FlushIfDue() => _file?.FlushIfDue();

    /// <summary>
    /// Commits everything and closes the file for good. Without it, as after a failure, <see cref="Dispose"/> keeps what
    /// was written as far as it can.
    /// </summary>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        _file?.Complete();
        Close();
        if (_file is not null)
            LogCompleted(_run, Rows, _file.Path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_closed)
            return;

        try
        {
            _file?.Commit();
        }
        catch (OutcomesUnavailableException exception)
        {
            LogLost(exception, _run, _file?.Uncommitted ?? 0);
        }

        Close();
    }

    private void Reduce(string reason, in Outcome last)
    {
        _failuresOnly = true;
        var seconds = (last.StartedMicros + last.TotalMicros) / 1_000_000;
        _reduction = $"{reason} {seconds} s into the run; from then on only failures were stored.";
        LogReduced(_run, _reduction);
    }

    private void Close()
    {
        _closed = true;
        _file?.Dispose();
        _onClosed();
    }
}
