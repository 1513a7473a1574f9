using Curlew.Domain.Summaries;

namespace Curlew.Domain.Timelines;

/// <summary>Makes points of a timeline, of one second or of several each, from a run's seconds.</summary>
public sealed class TimelineSampler
{
    private readonly IReadOnlyList<string> _stepNames;
    private readonly double _warmUpSeconds;
    private readonly int _width;
    private readonly int? _only;
    private readonly StepSecond[] _steps;
    private readonly StepSecond _total = new();

    /// <param name="stepNames">The journey's steps.</param>
    /// <param name="warmUpSeconds">How long the warm-up lasts.</param>
    /// <param name="width">How many seconds a point is about.</param>
    /// <param name="only">The place of the step that points are about alone; null: all of them.</param>
    public TimelineSampler(IReadOnlyList<string> stepNames, double warmUpSeconds, int width = 1, int? only = null)
    {
        ArgumentNullException.ThrowIfNull(stepNames);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (only is { } step)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)step, (uint)stepNames.Count, nameof(only));
        (_stepNames, _warmUpSeconds, _width, _only) = (stepNames, warmUpSeconds, width, only);
        _steps = [.. stepNames.Select(_ => new StepSecond())];
    }

    /// <summary>The points, in order. Where seconds are missing, so are points.</summary>
    /// <param name="seconds">Seconds in their order.</param>
    /// <exception cref="InvalidDataException">A second's steps are damaged, or are not those of this journey.</exception>
    public IEnumerable<TimelinePoint> Sample(IEnumerable<TimelineSecond> seconds)
    {
        ArgumentNullException.ThrowIfNull(seconds);
        var span = new List<TimelineSecond>();
        foreach (var second in seconds)
        {
            if (!IsSameSpan(span, second))
                yield return Take(span);
            span.Add(second);
        }

        if (span.Count > 0)
            yield return Take(span);
    }

    /// <inheritdoc cref="Sample"/>
    public async IAsyncEnumerable<TimelinePoint> SampleAsync(IAsyncEnumerable<TimelineSecond> seconds)
    {
        ArgumentNullException.ThrowIfNull(seconds);
        var span = new List<TimelineSecond>();
        await foreach (var second in seconds)
        {
            if (!IsSameSpan(span, second))
                yield return Take(span);
            span.Add(second);
        }

        if (span.Count > 0)
            yield return Take(span);
    }

    /// <summary>The point of a single second.</summary>
    public TimelinePoint PointOf(TimelineSecond second) => PointOf([second]);

    private bool IsSameSpan(List<TimelineSecond> span, TimelineSecond second) =>
        span.Count == 0 || span[0].Second / _width == second.Second / _width;

    private TimelinePoint Take(List<TimelineSecond> span)
    {
        var point = PointOf(span);
        span.Clear();
        return point;
    }

    private TimelinePoint PointOf(List<TimelineSecond> span)
    {
        foreach (var step in _steps)
            step.Clear();
        foreach (var second in span)
            Add(second);

        var from = span[0].Second;
        var to = span[^1].Second + span[^1].Length;
        var seconds = Math.Max(1e-6, span.Sum(second => second.Length));
        return new TimelinePoint
        {
            FromSeconds = from,
            ToSeconds = Math.Round(to, 6),
            WarmUp = from < _warmUpSeconds,
            VirtualUsers = span.Max(second => second.VirtualUsers),
            OpenConnections = span.Max(second => second.OpenConnections),
            SkippedStarts = span.Sum(second => second.SkippedStarts),
            GeneratorCpuPercent = CpuPercent(span.Sum(second => second.GeneratorCpuMicros), seconds),
            StoreCpuPercent = CpuPercent(span.Sum(second => second.StoreCpuMicros), seconds),
            Total = _only is { } only ? FiguresOf(_stepNames[only], _steps[only], seconds) : FiguresOf("total", Total(), seconds),
            Steps = _only is not null || _steps.Length == 1
                ? null
                : [.. _steps.Select((step, place) => FiguresOf(_stepNames[place], step, seconds))],
        };
    }

    private void Add(TimelineSecond second)
    {
        var encoded = second.Steps.Span;
        foreach (var step in _steps)
            step.AddEncoded(ref encoded);
        if (!encoded.IsEmpty)
            throw new InvalidDataException($"Second {second.Second} has more steps than the {_steps.Length} of the journey.");
    }

    private StepSecond Total()
    {
        if (_steps.Length == 1)
            return _steps[0];
        _total.Clear();
        foreach (var step in _steps)
            _total.Add(step);
        return _total;
    }

    private static double CpuPercent(long micros, double seconds) => Math.Round(micros / seconds / 1e4, 2);

    private static TimelineFigures FiguresOf(string name, StepSecond step, double seconds) => new()
    {
        Name = name,
        Requests = step.Requests,
        Failed = step.Failed,
        RatePerSecond = Math.Round(step.Requests / seconds, 3),
        ErrorPercent = step.Requests == 0 ? 0 : Math.Round(100.0 * step.Failed / step.Requests, 4),
        BytesUp = step.BytesUp,
        BytesDown = step.BytesDown,
        ResponseTimeMs = Of(step.ResponseTime),
        ServiceTimeMs = Of(step.ServiceTime),
    };

    private static LatencyFigures? Of(CompactHistogram times) => times.Count == 0 ? null : times.ToFigures();
}
