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
    private readonly long _requests;

    private ErrorRateFigure(double share, long requests) => (_share, _requests) = (share, requests);

    public static ErrorRateFigure? Of(SampleSeries series)
    {
        var requests = series.Whole.Requests;
        if (requests == 0)
            return null;

        var share = series.Whole.Failed / (double)requests;
        return new ErrorRateFigure(share, requests)
        {
            Value = share * Percent,
            Deviations = [.. series.Spans.Select(span => (span.Failed - (share * span.Requests)) / requests)],
        };
    }

    public override RunFigure Varying(LongRunVariance ofShares) =>
        new ErrorRateFigure(_share, _requests) { Value = Value, Deviations = Deviations, OfShares = ofShares };

    public override FigureRange Within(double standardErrors)
    {
        if (double.IsInfinity(standardErrors))
            return new FigureRange(0, Percent, KnownEnds.Neither);
        var independent = _share * (1 - _share) / _requests;
        var effective = independent > 0 ? _requests / Math.Max(1, OfShares.OfSum / independent) : _requests;
        var square = standardErrors * standardErrors;
        var centre = (_share + (square / 2 / effective)) / (1 + (square / effective));
        var width = standardErrors / (1 + (square / effective))
            * Math.Sqrt((_share * (1 - _share) / effective) + (square / 4 / effective / effective));
        return new FigureRange(Math.Max(0, centre - width) * Percent, Math.Min(1, centre + width) * Percent, KnownEnds.Both);
    }
}
