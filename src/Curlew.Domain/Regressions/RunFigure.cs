using Curlew.Domain.Statistics;

namespace Curlew.Domain.Regressions;

/// <summary>One metric of one run, with what it may be off by because a run is only so many requests in only so many seconds.</summary>
internal abstract class RunFigure
{
    private LongRunVariance? _ofShares;

    /// <summary>As measured, in the metric's unit.</summary>
    public required double Value { get; init; }

    /// <summary>
    /// What each span has more or less than it would have were all spans alike, as its share of what the figure is made of; the sum
    /// over all spans is none.
    /// </summary>
    public required IReadOnlyList<double> Deviations { get; init; }

    /// <summary>What the sum of <see cref="Deviations"/> varies by; by their own, unless other runs say more of it.</summary>
    public LongRunVariance OfShares
    {
        get => _ofShares ??= LongRunVariance.Of([.. Deviations]);
        init => _ofShares = value;
    }

    /// <summary>How well the variance is known, for the t distribution; 0 where one span is all there is.</summary>
    public double DegreesOfFreedom => OfShares.DegreesOfFreedom;

    /// <summary>The variance, in the metric's unit squared.</summary>
    public double Variance
    {
        get
        {
            var (low, high, _) = Within(1);
            return (high - low) * (high - low) / 4;
        }
    }

    /// <summary>The same of which more is known than its own spans tell.</summary>
    public abstract RunFigure Varying(LongRunVariance ofShares);

    /// <summary>Where the value lies within so many standard errors.</summary>
    public abstract FigureRange Within(double standardErrors);

    /// <summary>A metric of a run; null where no request tells of it.</summary>
    public static RunFigure? Of(RunSample sample, SampleSeries series, RunMetric metric)
    {
        if (sample.Spans == 0)
            return null;
        return metric switch
        {
            RunMetric.P50 => QuantileFigure.Of(series, 0.50),
            RunMetric.P90 => QuantileFigure.Of(series, 0.90),
            RunMetric.P95 => QuantileFigure.Of(series, 0.95),
            RunMetric.P99 => QuantileFigure.Of(series, 0.99),
            RunMetric.ErrorRate => ErrorRateFigure.Of(series),
            RunMetric.Throughput => RateFigure.Throughput(sample, series),
            RunMetric.GeneratorCpu => RateFigure.GeneratorCpu(sample),
            _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, message: null),
        };
    }
}

/// <summary>Where a value lies.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Known">Which ends could be told.</param>
internal sealed record FigureRange(double Low, double High, KnownEnds Known);
