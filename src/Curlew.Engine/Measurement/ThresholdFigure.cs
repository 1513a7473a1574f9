using Curlew.Domain.Definitions.Thresholds;

namespace Curlew.Engine.Measurement;

/// <summary>The figure that a threshold is about.</summary>
internal static class ThresholdFigure
{
    /// <summary>The figure in the unit of the threshold's limit; null where there is nothing to measure.</summary>
    /// <param name="threshold">What is asked for.</param>
    /// <param name="tally">The requests of its step, or of all.</param>
    /// <param name="generator">What the event loops tell of themselves.</param>
    /// <param name="measured">The time since the end of the warm-up.</param>
    internal static double? Of(Threshold threshold, StepTally tally, GeneratorMoment generator, TimeSpan measured) => threshold.Metric switch
    {
        ThresholdMetric.SkippedStarts => generator.Skipped,
        ThresholdMetric.GeneratorCpu => generator.Elapsed > TimeSpan.Zero ? 100 * (generator.CpuTime / generator.Elapsed) : null,
        ThresholdMetric.Requests => tally.Requests,
        ThresholdMetric.RequestRate => measured > TimeSpan.Zero ? tally.Requests / measured.TotalSeconds : null,
        _ when tally.Requests == 0 => null,
        ThresholdMetric.ErrorRate => 100.0 * (tally.Requests - tally.Succeeded) / tally.Requests,
        ThresholdMetric.Failures => tally.Requests - tally.Succeeded,
        ThresholdMetric.ResponseTime => Of(threshold.Aggregate, tally.ResponseTime),
        ThresholdMetric.ServiceTime => Of(threshold.Aggregate, tally.ServiceTime),
        ThresholdMetric.StartLag => Of(threshold.Aggregate, tally.StartLag),
        _ => throw new NotSupportedException($"There is no metric {threshold.Metric}."),
    };

    private static double Of(ThresholdAggregate? aggregate, LatencyHistogram histogram) => aggregate switch
    {
        ThresholdAggregate.Min => histogram.MinMs,
        ThresholdAggregate.Mean => histogram.MeanMs,
        ThresholdAggregate.P50 => histogram.PercentileMs(50),
        ThresholdAggregate.P75 => histogram.PercentileMs(75),
        ThresholdAggregate.P90 => histogram.PercentileMs(90),
        ThresholdAggregate.P95 => histogram.PercentileMs(95),
        ThresholdAggregate.P99 => histogram.PercentileMs(99),
        ThresholdAggregate.P999 => histogram.PercentileMs(99.9),
        _ => histogram.MaxMs,
    };
}
