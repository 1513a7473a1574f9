using System.Globalization;
using Curlew.Domain.Definitions;
using Curlew.Engine.Load;

namespace Curlew.Engine.Measurement;

/// <summary>Holds a load against its own limits. On the collector's thread until the run has ended.</summary>
internal sealed class LimitWatch(LoadLimits limits)
{
    private static readonly TimeSpan BytesGrace = TimeSpan.FromMilliseconds(250);

    private TimeSpan? _abortAt;

    /// <summary>Which limit ended the load; null as long as none has.</summary>
    internal string? StopReason { get; private set; }

    /// <summary>
    /// What is to be done now, each but once. Requests in flight are awaited; but of a limit of bytes only for a moment, because a
    /// single long answer would go far beyond it.
    /// </summary>
    internal EndRequest Ask(GeneratorMoment now)
    {
        if (StopReason is not null)
            return AskAgain(now);
        StopReason = ReasonAt(now);
        if (StopReason is null)
            return EndRequest.None;
        _abortAt = now.BytesMoved >= limits.TotalBytes ? now.Elapsed + BytesGrace : null;
        return EndRequest.Stop;
    }

    private EndRequest AskAgain(GeneratorMoment now)
    {
        if (_abortAt is not { } at || now.Elapsed < at)
            return EndRequest.None;
        _abortAt = null;
        return EndRequest.Abort;
    }

    private string? ReasonAt(GeneratorMoment now) =>
        limits.TotalBytes is { } bytes && now.BytesMoved >= bytes ? Text(
            $"Stopped by limits.totalBytes, {bytes} bytes: {now.BytesMoved} had been sent and received after {now.Elapsed.TotalSeconds:0.#} s.")
        : limits.Duration is { } duration && now.Elapsed >= duration ? Text(
            $"Stopped by limits.durationSeconds, {duration.TotalSeconds} s: the load had not come to its end by then.")
        : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
