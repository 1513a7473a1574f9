using Curlew.Domain.Statistics;

namespace Curlew.Domain.Regressions;

/// <summary>
/// The share of requests that failed, in percent. E. B. Wilson's score interval (JASA 22, 1927), which has a width also where nothing
/// failed, with fewer requests than there were where failures come in bursts.
/// </summary>
internal sealed class ErrorRateFigure : RunFigure
{
    private const double Percent = 100;

    private readonly double _share;
    private readonly double _effectiveRequests;

    private ErrorRateFigure(double share, double effectiveRequests) => (_share, _effectiveRequests) = (share, effectiveRequests);

    public static ErrorRateFigure? Of(SampleSeries series)
    {
        var requests = series.Whole.Requests;
        if (requests == 0)
            return null;

        var share = series.Whole.Failed / (double)requests;
        var dependent = LongRunVariance.Of([.. series.Spans.Select(span => span.Failed - (share * span.Requests))]);
        var independent = requests * share * (1 - share);
        var bursts = independent > 0 ? Math.Max(1, dependent.OfSum / independent) : 1;
        return new ErrorRateFigure(share, requests / bursts) { Value = share * Percent, DegreesOfFreedom = dependent.DegreesOfFreedom };
    }

    public override FigureRange Within(double standardErrors)
    {
        if (double.IsInfinity(standardErrors))
            return new FigureRange(0, Percent, false);
        var square = standardErrors * standardErrors;
        var centre = (_share + (square / 2 / _effectiveRequests)) / (1 + (square / _effectiveRequests));
        var width = standardErrors / (1 + (square / _effectiveRequests))
            * Math.Sqrt((_share * (1 - _share) / _effectiveRequests) + (square / 4 / _effectiveRequests / _effectiveRequests));
        return new FigureRange(Math.Max(0, centre - width) * Percent, Math.Min(1, centre + width) * Percent, true);
    }
}
