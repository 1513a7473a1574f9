using Curlew.Domain.Definitions;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Timelines;

namespace Curlew.Engine.Measurement;

/// <summary>
/// What a run's outcomes add up to, step by step, with those that were planned during the warm-up set apart. Belongs to the
/// collector's thread until the run has ended, so that it costs an event loop nothing.
/// </summary>
internal sealed class RunTally
{
    private readonly StepTally[] _steps;
    private readonly long _warmUpMicros;

    internal RunTally(RunDefinition definition)
    {
        _steps = [.. definition.Steps.Select(_ => new StepTally())];
        _warmUpMicros = (long)definition.WarmUp.TotalMicroseconds;
    }

    /// <summary>By the steps' places in the journey.</summary>
    internal IReadOnlyList<StepTally> Steps => _steps;

    /// <summary>Requests of the warm-up.</summary>
    internal long WarmUpRequests { get; private set; }

    /// <summary>Those of them that failed.</summary>
    internal long WarmUpFailed { get; private set; }

    /// <summary>Connections that were established during the warm-up.</summary>
    internal long WarmUpOpened { get; private set; }

    internal void Add(ReadOnlySpan<Outcome> outcomes)
    {
        foreach (ref readonly var outcome in outcomes)
        {
            if (outcome.PlannedMicros >= _warmUpMicros)
                _steps[outcome.Step].Add(outcome);
            else
                AddToWarmUp(outcome);
        }
    }

    /// <summary>Takes in what was saved of a second; one that begins within the warm-up counts as of it.</summary>
    internal void Add(TimelineSecond second)
    {
        var isWarmUp = second.Second * 1_000_000L < _warmUpMicros;
        ReadOnlySpan<byte> encoded = second.Steps.Span;
        foreach (var tally in _steps)
        {
            var step = new StepSecond();
            step.AddEncoded(ref encoded);
            if (!isWarmUp)
            {
                tally.Add(step);
                continue;
            }

            WarmUpRequests += step.Requests;
            WarmUpFailed += step.Failed;
        }
    }

    /// <summary>All steps together, as they are now.</summary>
    internal StepTally Total()
    {
        if (_steps.Length == 1)
            return _steps[0];
        var total = new StepTally();
        foreach (var step in _steps)
            total.Add(step);
        return total;
    }

    private void AddToWarmUp(in Outcome outcome)
    {
        WarmUpRequests++;
        WarmUpOpened += outcome.Established;
        if (!outcome.Succeeded)
            WarmUpFailed++;
    }
}
