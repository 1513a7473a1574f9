using System.Numerics;
using Curlew.Domain.Outcomes;

namespace Curlew.Engine.Collection;

/// <summary>
/// Outcomes on their way from one event loop (the only writer) to the collector (the only reader), without locks and
/// without anything being allocated. It never blocks the loop: whoever starts requests asks for room first.
/// </summary>
internal sealed class OutcomeRing
{
    private readonly Outcome[] _slots;
    private readonly long _mask;
    private long _written;
    private long _read;

    /// <param name="atLeast">How many outcomes it has to hold at least.</param>
    internal OutcomeRing(int atLeast)
    {
        _slots = new Outcome[BitOperations.RoundUpToPowerOf2((uint)atLeast)];
        _mask = _slots.Length - 1;
    }

    /// <summary>How many more outcomes fit now; more than that a moment later, never fewer. For the writer.</summary>
    internal long RoomOnLoop => _slots.Length - (_written - Volatile.Read(ref _read));

    /// <summary>Puts an outcome in. There has to be room.</summary>
    internal void WriteOnLoop(in Outcome outcome)
    {
        _slots[_written & _mask] = outcome;
        Volatile.Write(ref _written, _written + 1);
    }

    /// <summary>Outcomes that were ever written. When the writer has ended.</summary>
    internal long Written => Volatile.Read(ref _written);

    /// <summary>Hands everything that has been written so far to the sink; answers how much that was. For the reader.</summary>
    internal int Drain(IOutcomeSink sink)
    {
        var from = _read;
        var count = (int)(Volatile.Read(ref _written) - from);
        if (count == 0)
            return 0;

        var start = (int)(from & _mask);
        var first = Math.Min(count, _slots.Length - start);
        sink.Write(_slots.AsSpan(start, first));
        if (first < count)
            sink.Write(_slots.AsSpan(0, count - first));
        Volatile.Write(ref _read, from + count);
        return count;
    }
}
