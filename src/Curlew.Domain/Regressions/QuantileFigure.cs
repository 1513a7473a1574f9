using Curlew.Domain.Statistics;

namespace Curlew.Domain.Regressions;

/// <summary>
/// A percentile of response times. What is off is how many requests lie below it, which is a sum over spans; where that leads to among
/// the times is read from their distribution (R. S. Woodruff, Confidence Intervals for Medians and Other Position Measures, JASA 47,
/// 1952). So no assumption about the distribution is made, and a percentile beyond which too few requests lie has no upper end.
/// </summary>
internal sealed class QuantileFigure : RunFigure
{
    private readonly BucketCounts _times;
    private readonly double _share;

    private QuantileFigure(BucketCounts times, double share) => (_times, _share) = (times, share);

    public static QuantileFigure? Of(SampleSeries series, double share)
    {
        var times = series.Whole.Times;
        if (times.Count == 0)
            return null;

        var value = times.QuantileMs(share);
        return new QuantileFigure(times, share)
        {
            Value = value,
            Deviations = [.. series.Spans.Select(span => (span.Times.CountUpTo(value) - (share * span.Times.Count)) / times.Count)],
        };
    }

    public override RunFigure Varying(LongRunVariance ofShares) =>
        new QuantileFigure(_times, _share) { Value = Value, Deviations = Deviations, OfShares = ofShares };

    public override FigureRange Within(double standardErrors)
    {
        // Requests that have nothing to do with each other vary as much; seconds that vary less do so by luck.
        var independent = _share * (1 - _share) / _times.Count;
        var width = standardErrors * Math.Sqrt(Math.Max(OfShares.OfSum, independent));
        return new FigureRange(
            _times.QuantileMs(_share - width), _times.QuantileMs(_share + width), new KnownEnds(_share - width > 0, _share + width < 1));
    }
}
