namespace Curlew.Domain.Regressions;

/// <summary>The requests of one step, or of all, span by span.</summary>
internal sealed class SampleSeries(string name, IReadOnlyList<SampleSpan> spans)
{
    /// <summary>The step's name; <see cref="RunSample.Total"/> for all.</summary>
    public string Name { get; } = name;

    public IReadOnlyList<SampleSpan> Spans { get; } = spans;

    /// <summary>All spans in one.</summary>
    public SampleSpan Whole { get; } = SampleSpan.Merge(spans);
}
