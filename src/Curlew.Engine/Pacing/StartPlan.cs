using System.Diagnostics;
using Curlew.Domain.Definitions.Load;

namespace Curlew.Engine.Pacing;

/// <summary>
/// When the iterations of an open load start: a pure function, so that a plan means the same however late its follower
/// is. Start n (from 0) is due when the integral of the rate has come to n, so the starts of any window are the integral
/// over it, to within one.
/// </summary>
/// <remarks>The same shape as the pacers of Vegeta (https://github.com/tsenart/vegeta, lib/pacer.go), with ramps solved exactly.</remarks>
internal sealed class StartPlan
{
    /// <summary>What floating point loses in adding up stages must not make an iteration more.</summary>
    private const double Tolerance = 1e-9;
    private const double RelativeTolerance = 1e-12;

    private readonly LoadCurve _rate;
    private readonly double[] _before;

    internal StartPlan(OpenLoad load)
    {
        _rate = new LoadCurve(load.Stages);
        _before = new double[_rate.Pieces.Length + 1];
        for (var index = 0; index < _rate.Pieces.Length; index++)
        {
            var piece = _rate.Pieces[index];
            _before[index + 1] = _before[index] + (piece.Seconds * (piece.From + piece.To) / 2);
            PeakRate = Math.Max(PeakRate, Math.Max(piece.From, piece.To));
        }
    }

    /// <summary>How many starts there are in all.</summary>
    internal long Total => CountOf(_before[^1]);

    /// <summary>When the plan ends, as time since its beginning.</summary>
    internal long End => _rate.End;

    /// <summary>The greatest rate, per second.</summary>
    internal double PeakRate { get; }

    /// <summary>How many starts are due before a moment.</summary>
    /// <param name="elapsed">Time since the beginning, in <see cref="Stopwatch"/> ticks.</param>
    internal long DueBefore(long elapsed) => elapsed <= 0 ? 0 : elapsed >= End ? Total : CountOf(IntegralAt(elapsed));

    /// <summary>When a start is due, as time since the beginning; <see cref="long.MaxValue"/> where the plan has no such start.</summary>
    internal long DueAt(long start)
    {
        if (start >= Total)
            return long.MaxValue;
        var index = 0;
        while (index < _rate.Pieces.Length - 1 && _before[index + 1] <= start)
            index++;
        var piece = _rate.Pieces[index];
        var seconds = Math.Clamp(SecondsUntil(start - _before[index], piece), 0, piece.Seconds);
        return piece.Start + (long)Math.Round(seconds * Stopwatch.Frequency);
    }

    /// <summary>Starts 0, 1, 2, ... that are due before the integral is reached: a start on it is not.</summary>
    private static long CountOf(double integral) => (long)Math.Ceiling(integral - Tolerance - (integral * RelativeTolerance));

    private double IntegralAt(long elapsed)
    {
        var index = 0;
        while (index < _rate.Pieces.Length - 1 && _rate.Pieces[index].End <= elapsed)
            index++;
        var piece = _rate.Pieces[index];
        var seconds = (elapsed - piece.Start) / (double)Stopwatch.Frequency;
        return _before[index] + (seconds * (piece.From + piece.At(elapsed)) / 2);
    }

    /// <summary>Solves from*t + slope*t²/2 = integral for t, in the form that stays exact where the slope is small.</summary>
    private static double SecondsUntil(double integral, LoadCurve.Piece piece)
    {
        if (integral <= 0)
            return 0;
        var slope = (piece.To - piece.From) / piece.Seconds;
        var root = Math.Sqrt(Math.Max(0, (piece.From * piece.From) + (2 * slope * integral)));
        return 2 * integral / (piece.From + root);
    }
}
