using Curlew.Domain.Statistics;

namespace Curlew.Domain.Regressions;

/// <summary>Something per second: requests, or CPU time.</summary>
internal sealed class RateFigure : RunFigure
{
    private const double MicrosPerPercent = 1e4;

    public static RateFigure? Throughput(RunSample sample, SampleSeries series) =>
        Of(sample, span => series.Spans[span].Requests - series.Spans[span].Drained);

    public static RateFigure? GeneratorCpu(RunSample sample) => Of(sample, span => sample.Whole[span].CpuMicros / MicrosPerPercent);

    public override RunFigure Varying(LongRunVariance ofShares) =>
        new RateFigure { Value = Value, Deviations = Deviations, OfShares = ofShares };

    public override FigureRange Within(double standardErrors)
    {
        if (double.IsInfinity(standardErrors))
            return new FigureRange(0, Value, KnownEnds.Neither);
        var width = standardErrors * Math.Sqrt(OfShares.OfSum);
        return new FigureRange(Value - width, Value + width, KnownEnds.Both);
    }

    private static RateFigure? Of(RunSample sample, Func<int, double> amountOf)
    {
        double[] amounts = [.. Enumerable.Range(0, sample.Spans).Select(amountOf)];
        var seconds = sample.Whole.Sum(span => span.Seconds);
        if (seconds <= 0)
            return null;

        var rate = amounts.Sum() / seconds;
        return new RateFigure
        {
            Value = rate,
            Deviations = [.. amounts.Select((amount, span) => (amount - (rate * sample.Whole[span].Seconds)) / seconds)],
        };
    }
}
