namespace Curlew.Domain.Regressions;

/// <summary>The requests of one step, or of all, that ended within one span of a run.</summary>
/// <param name="Requests">How many ended.</param>
/// <param name="Failed">Those of them that failed.</param>
/// <param name="Drained">Those of them that ended after the load, when the last answers came in.</param>
/// <param name="Times">The response times.</param>
internal sealed record SampleSpan(long Requests, long Failed, long Drained, BucketCounts Times)
{
    public static SampleSpan Nothing { get; } = new(0, 0, 0, BucketCounts.Empty);

    public static SampleSpan Merge(IEnumerable<SampleSpan> all) => all.Aggregate(Nothing, (one, next) => one.With(next));

    public SampleSpan With(SampleSpan other) => new(
        Requests + other.Requests, Failed + other.Failed, Drained + other.Drained, Times.With(other.Times));

    public SampleSpan AsDrained() => this with { Drained = Requests };
}

/// <summary>A span of a run, with each step's requests.</summary>
/// <param name="Seconds">How long it lasted; 0 of what ended after the load.</param>
/// <param name="CpuMicros">CPU time of the event loops.</param>
/// <param name="Steps">The steps in the journey's order.</param>
internal sealed record RunSpan(double Seconds, long CpuMicros, IReadOnlyList<SampleSpan> Steps)
{
    public long Requests => Steps.Sum(step => step.Requests);

    /// <summary>Both in one.</summary>
    public RunSpan With(RunSpan next) => new(
        Seconds + next.Seconds, CpuMicros + next.CpuMicros, [.. Steps.Zip(next.Steps, (step, other) => step.With(other))]);

    /// <summary>The same, as what ended after the load: its requests count, its time does not.</summary>
    public RunSpan AsDrained() => new(0, 0, [.. Steps.Select(step => step.AsDrained())]);
}
