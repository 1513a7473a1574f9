using Curlew.Domain.Statistics;

namespace Curlew.Domain.Regressions;

/// <summary>Something per second: requests, or CPU time.</summary>
internal sealed class RateFigure : RunFigure
{
    private const double MicrosPerPercent = 1e4;

    private readonly double _error;

    private RateFigure(double error) => _error = error;

    public static RateFigure? Throughput(RunSample sample, SampleSeries series) =>
        Of(sample, span => series.Spans[span].Requests - series.Spans[span].Drained);

    public static RateFigure? GeneratorCpu(RunSample sample) => Of(sample, span => sample.Whole[span].CpuMicros / MicrosPerPercent);

    public override FigureRange Within(double standardErrors) => double.IsInfinity(standardErrors)
        ? new FigureRange(0, Value, false)
        : new FigureRange(Value - (standardErrors * _error), Value + (standardErrors * _error), true);

    private static RateFigure? Of(RunSample sample, Func<int, double> amountOf)
    {
        double[] amounts = [.. Enumerable.Range(0, sample.Spans).Select(amountOf)];
        var seconds = sample.Whole.Sum(span => span.Seconds);
        if (seconds <= 0)
            return null;

        var rate = amounts.Sum() / seconds;
        var dependent = LongRunVariance.Of([.. amounts.Select((amount, span) => amount - (rate * sample.Whole[span].Seconds))]);
        return new RateFigure(Math.Sqrt(dependent.OfSum) / seconds) { Value = rate, DegreesOfFreedom = dependent.DegreesOfFreedom };
    }
}
