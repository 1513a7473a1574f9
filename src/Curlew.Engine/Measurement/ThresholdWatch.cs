using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Thresholds;
using Curlew.Domain.Verdicts;

namespace Curlew.Engine.Measurement;

/// <summary>
/// Holds a run's figures against its thresholds, each second and at the end. On the collector's thread until the run has
/// ended.
/// </summary>
internal sealed class ThresholdWatch
{
    private readonly RunDefinition _definition;
    private readonly RunTally _tally;
    private readonly State[] _states;

    internal ThresholdWatch(RunDefinition definition, RunTally tally)
    {
        _definition = definition;
        _tally = tally;
        _states = [.. definition.Thresholds.Select(threshold => new State(threshold, StepOf(threshold)))];
    }

    /// <summary>Why the run is to be stopped; null as long as it is not.</summary>
    internal string? StopReason { get; private set; }

    /// <summary>Looks at all thresholds; notes the first time at which one is broken, and whether that ends the run.</summary>
    /// <param name="generator">What the event loops tell of themselves.</param>
    /// <param name="elapsed">Since the load began.</param>
    internal void Evaluate(in GeneratorMoment generator, TimeSpan elapsed)
    {
        if (_states.Length == 0)
            return;
        var total = _tally.Total();
        var measured = elapsed - _definition.WarmUp;
        foreach (var state in _states)
        {
            state.Actual = ThresholdFigure.Of(state.Threshold, state.Step < 0 ? total : _tally.Steps[state.Step], generator, measured);
            if (state.Actual is not { } actual || state.Threshold.IsMetBy(actual))
                continue;
            state.BrokenAfter ??= elapsed;
            if (!state.Threshold.StopRun || measured < state.Threshold.Grace || StopReason is not null)
                continue;
            state.StoppedRun = true;
            StopReason = $"Stopped by the threshold {state.Threshold.ToText()}: it was {ThresholdText.Number(actual)} after {elapsed.TotalSeconds:0} s.";
        }
    }

    /// <summary>What came of each, by its figure in the last evaluation.</summary>
    internal IReadOnlyList<ThresholdResult> Results() =>
    [
        .. _states.Select(state => new ThresholdResult(
            DefinitionReader.ToDocument(state.Threshold),
            state.Actual is not { } actual ? Verdict.NotApplicable : state.Threshold.IsMetBy(actual) && !state.StoppedRun ? Verdict.Passed : Verdict.Failed,
            state.Actual,
            state.BrokenAfter?.TotalSeconds,
            state.StoppedRun)),
    ];

    private int StepOf(Threshold threshold)
    {
        for (var step = 0; step < _definition.Steps.Count; step++)
        {
            if (_definition.Steps[step].Name == threshold.Step)
                return step;
        }

        return -1;
    }

    private sealed class State(Threshold threshold, int step)
    {
        internal Threshold Threshold { get; } = threshold;

        /// <summary>The step that it is about; -1 for all together.</summary>
        internal int Step { get; } = step;

        internal double? Actual { get; set; }

        internal TimeSpan? BrokenAfter { get; set; }

        internal bool StoppedRun { get; set; }
    }
}
