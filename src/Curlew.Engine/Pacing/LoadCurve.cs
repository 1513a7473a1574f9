using System.Diagnostics;
using System.Runtime.InteropServices;
using Curlew.Domain.Definitions.Load;

namespace Curlew.Engine.Pacing;

/// <summary>
/// The stages of a load as one function of the time since its beginning: straight pieces, each with its value at both
/// ends. Times are <see cref="Stopwatch"/> ticks.
/// </summary>
internal sealed class LoadCurve
{
    private readonly Piece[] _pieces;

    internal LoadCurve(IReadOnlyList<Stage> stages)
    {
        _pieces = new Piece[stages.Count];
        var (start, before) = (0L, 0.0);
        for (var index = 0; index < stages.Count; index++)
        {
            var stage = stages[index];
            var length = stage.Duration is { } duration ? ToTicks(duration) : long.MaxValue - start;
            _pieces[index] = new Piece(start, length, stage.Ramp ? before : stage.Target, stage.Target);
            (start, before) = (start + length, stage.Target);
        }

        End = start;
    }

    /// <summary>When the last stage ends; <see cref="long.MaxValue"/> where it has no end.</summary>
    internal long End { get; }

    /// <summary>One after another.</summary>
    internal ReadOnlySpan<Piece> Pieces => _pieces;

    internal static long ToTicks(TimeSpan time) => (long)Math.Round(time.Ticks * (Stopwatch.Frequency / (double)TimeSpan.TicksPerSecond));

    /// <summary>A straight piece.</summary>
    /// <param name="Start">When it begins.</param>
    /// <param name="Length">How long it is.</param>
    /// <param name="From">The value at its beginning.</param>
    /// <param name="To">The value at its end, which is no part of it.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Piece(long Start, long Length, double From, double To)
    {
        internal long End => Start + Length;

        /// <summary>In seconds.</summary>
        internal double Seconds => Length / (double)Stopwatch.Frequency;

        /// <summary>The value at a moment of it.</summary>
        internal double At(long elapsed) => From == To ? To : From + ((To - From) * ((elapsed - Start) / (double)Length));
    }
}
