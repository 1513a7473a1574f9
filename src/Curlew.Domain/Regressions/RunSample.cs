using Curlew.Domain.Timelines;

namespace Curlew.Domain.Regressions;

/// <summary>
/// What a run measured, second by second after its warm-up: all that is needed to judge it. Of a long run several seconds are one span.
/// </summary>
public sealed class RunSample
{
    /// <summary>The most spans that are kept of a run.</summary>
    public const int MaxSpans = 300;

    private RunSample(IReadOnlyList<string> stepNames) => StepNames = stepNames;

    /// <summary>The journey's steps.</summary>
    public IReadOnlyList<string> StepNames { get; }

    /// <summary>How many spans there are.</summary>
    public int Spans { get; }

    /// <summary>Takes what is needed of a run's seconds.</summary>
    /// <param name="stepNames">The journey's steps.</param>
    /// <param name="warmUpSeconds">How long the warm-up lasts; its seconds are left out.</param>
    /// <param name="seconds">All seconds of the run, in order.</param>
    /// <exception cref="InvalidDataException">A second's steps are damaged, or are not those of this journey.</exception>
    public static RunSample Of(IReadOnlyList<string> stepNames, double warmUpSeconds, IEnumerable<TimelineSecond> seconds) =>
        throw new NotSupportedException();

    /// <inheritdoc cref="Of"/>
    public static ValueTask<RunSample> OfAsync(
        IReadOnlyList<string> stepNames, double warmUpSeconds, IAsyncEnumerable<TimelineSecond> seconds, CancellationToken cancel = default) =>
        throw new NotSupportedException();
}
