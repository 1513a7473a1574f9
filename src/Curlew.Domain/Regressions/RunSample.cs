using Curlew.Domain.Timelines;

namespace Curlew.Domain.Regressions;

/// <summary>
/// What a run measured, second by second after its warm-up: all that is needed to judge it. Of a long run several seconds are one span.
/// Requests that ended after the load (what was still in flight then) belong to the last span; the time that they took to end does not.
/// </summary>
public sealed class RunSample
{
    /// <summary>The most spans that are kept of a run.</summary>
    public const int MaxSpans = 300;

    /// <summary>What all steps together are called.</summary>
    public const string Total = "total";

    internal RunSample(IReadOnlyList<string> stepNames, IReadOnlyList<RunSpan> spans)
    {
        StepNames = stepNames;
        Whole = spans;
        var total = new SampleSeries(Total, [.. spans.Select(span => SampleSpan.Merge(span.Steps))]);
        // The only step of a journey is its total.
        Series = stepNames.Count == 1 ? [total] : [total, .. stepNames.Select((name, step) => new SampleSeries(name, [.. spans.Select(span => span.Steps[step])]))];
    }

    /// <summary>The journey's steps.</summary>
    public IReadOnlyList<string> StepNames { get; }

    /// <summary>How many spans there are; 0 where the run ended within its warm-up.</summary>
    public int Spans => Whole.Count;

    internal IReadOnlyList<RunSpan> Whole { get; }

    /// <summary>All steps together, then, where there are several, each.</summary>
    internal IReadOnlyList<SampleSeries> Series { get; }

    /// <summary>Takes what is needed of a run's seconds.</summary>
    /// <param name="stepNames">The journey's steps.</param>
    /// <param name="warmUpSeconds">How long the warm-up lasts; its seconds are left out.</param>
    /// <param name="seconds">All seconds of the run, in order.</param>
    /// <exception cref="InvalidDataException">A second's steps are damaged, or are not those of this journey.</exception>
    public static RunSample Of(IReadOnlyList<string> stepNames, double warmUpSeconds, IEnumerable<TimelineSecond> seconds)
    {
        ArgumentNullException.ThrowIfNull(seconds);
        var gathering = new SampleGathering(stepNames, warmUpSeconds);
        foreach (var second in seconds)
            gathering.Add(second);
        return gathering.Finish();
    }

    /// <inheritdoc cref="Of"/>
    public static async ValueTask<RunSample> OfAsync(
        IReadOnlyList<string> stepNames, double warmUpSeconds, IAsyncEnumerable<TimelineSecond> seconds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seconds);
        var gathering = new SampleGathering(stepNames, warmUpSeconds);
        await foreach (var second in seconds.WithCancellation(cancellationToken))
            gathering.Add(second);
        return gathering.Finish();
    }

    /// <summary>A step's requests, or all; null where the journey has no such step.</summary>
    internal SampleSeries? Find(string? step) =>
        step is null || (StepNames.Count == 1 && step == StepNames[0]) ? Series[0] : Series.FirstOrDefault(series => series.Name == step);
}
