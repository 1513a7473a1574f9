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
    private readonly double _errorOfShare;

    private QuantileFigure(BucketCounts times, double share, double errorOfShare) =>
        (_times, _share, _errorOfShare) = (times, share, errorOfShare);

    public static QuantileFigure? Of(SampleSeries series, double share)
    {
        var times = series.Whole.Times;
        if (times.Count == 0)
            return null;

        var value = times.QuantileMs(share);
        double[] below = [.. series.Spans.Select(span => span.Times.CountUpTo(value) - (share * span.Times.Count))];
        var dependent = LongRunVariance.Of(below);
        // Requests that have nothing to do with each other vary as much; seconds that vary less do so by luck.
        var independent = times.Count * share * (1 - share);
        return new QuantileFigure(times, share, Math.Sqrt(Math.Max(dependent.OfSum, independent)) / times.Count)
        {
            Value = value,
            DegreesOfFreedom = dependent.DegreesOfFreedom,
        };
    }

    public override FigureRange Within(double standardErrors)
    {
        var width = standardErrors * _errorOfShare;
        return new FigureRange(
            _times.QuantileMs(_share - width), _times.QuantileMs(_share + width), _share - width > 0 && _share + width < 1);
    }
}
