using Curlew.Domain.Timelines;

namespace Curlew.Domain.Regressions;

/// <summary>
/// Gathers a run's seconds into spans of one length: when there would be too many, every two become one. A run may end with seconds in
/// which only the last answers come in; which ones these are shows when nothing follows them.
/// </summary>
internal sealed class SampleGathering(IReadOnlyList<string> stepNames, double warmUpSeconds)
{
    /// <summary>A last second that is shorter is no second: few requests would make a rate of their own.</summary>
    private const double Whole = 0.95;

    /// <summary>Fewer requests than this share of what there were on average can be a load that has ended.</summary>
    private const double FewShare = 0.5;

    /// <summary>Longer than this second and this share of the load, it is no end of a load but a server that hangs, and counts in full.</summary>
    private const double LongestDrainSeconds = 1;
    private const double LongestDrainShare = 0.1;

    private readonly StepSecond[] _decoded = [.. stepNames.Select(_ => new StepSecond())];
    private readonly List<RunSpan> _spans = [];
    private readonly List<RunSpan> _few = [];
    private RunSpan? _open;
    private int _inOpen;
    private int _width = 1;
    private long _requests;
    private double _seconds;

    public void Add(TimelineSecond second)
    {
        if (second.Second < warmUpSeconds)
            return;

        var span = Decode(second);
        if (second.Length < Whole || span.Requests < FewShare * _requests / Math.Max(1, _seconds))
        {
            _few.Add(span);
            return;
        }

        TakeFew();
        Take(span);
    }

    public RunSample Finish()
    {
        if (_few.Count(few => few.Seconds >= Whole) > LongestDrainSeconds + (LongestDrainShare * _seconds))
            TakeFew();
        if (_spans.Count == 0 && _open is null)
            return new RunSample(stepNames, _few);

        var drained = _few.Select(few => few.AsDrained());
        // What does not fill a span is no span of its own.
        if (_open is not null)
            drained = drained.Prepend(_open);
        if (_spans.Count == 0)
            return new RunSample(stepNames, [drained.Aggregate((one, next) => one.With(next))]);
        _spans[^1] = drained.Aggregate(_spans[^1], (one, next) => one.With(next));
        return new RunSample(stepNames, _spans);
    }

    private void TakeFew()
    {
        foreach (var few in _few)
            Take(few);
        _few.Clear();
    }

    private void Take(RunSpan second)
    {
        _requests += second.Requests;
        _seconds += second.Seconds;
        _open = _open is null ? second : _open.With(second);
        if (++_inOpen < _width)
            return;

        _spans.Add(_open);
        (_open, _inOpen) = (null, 0);
        if (_spans.Count == RunSample.MaxSpans)
            Halve();
    }

    private void Halve()
    {
        for (var pair = 0; pair < _spans.Count / 2; pair++)
            _spans[pair] = _spans[2 * pair].With(_spans[(2 * pair) + 1]);
        _spans.RemoveRange(_spans.Count / 2, _spans.Count - (_spans.Count / 2));
        _width *= 2;
    }

    private RunSpan Decode(TimelineSecond second)
    {
        var encoded = second.Steps.Span;
        foreach (var step in _decoded)
        {
            step.Clear();
            step.AddEncoded(ref encoded);
        }

        return encoded.IsEmpty
            ? new RunSpan(second.Length, second.GeneratorCpuMicros, [.. _decoded.Select(SpanOf)])
            : throw new InvalidDataException($"Second {second.Second} has more steps than the {_decoded.Length} of the journey.");
    }

    private static SampleSpan SpanOf(StepSecond step) => step.Requests == 0
        ? SampleSpan.Nothing
        : new SampleSpan(step.Requests, step.Failed, 0, BucketCounts.Of(step.ResponseTime));
}
