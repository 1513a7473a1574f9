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
    private readonly Action<ThresholdResult, double> _onBroken;
    private readonly State[] _states;

    /// <param name="definition">Whose thresholds they are.</param>
    /// <param name="tally">The run's figures.</param>
    /// <param name="onBroken">Told of each that is broken for the first time, and after how many seconds.</param>
    internal ThresholdWatch(RunDefinition definition, RunTally tally, Action<ThresholdResult, double> onBroken)
    {
        _definition = definition;
        _tally = tally;
        _onBroken = onBroken;
        _states = [.. definition.Thresholds.Select(threshold => new State(threshold, StepOf(threshold)))];
    }

    /// <summary>Why the run is to be stopped; null as long as it is not.</summary>
    internal string? StopReason { get; private set; }

    /// <summary>
    /// Looks at the thresholds that can be judged by now, which is none during the warm-up; notes the first time at which one is
    /// broken, and whether that ends the run.
    /// </summary>
    internal void Evaluate(GeneratorMoment now)
    {
        if (now.Elapsed > _definition.WarmUp)
            Evaluate(now, _states.Where(state => !state.Threshold.IsOfEndOnly));
    }

    /// <summary>Looks at all of them, at the run's end.</summary>
    internal void EvaluateEnd(GeneratorMoment end) => Evaluate(end, _states);

    /// <summary>What came of each, by its figure in the last evaluation.</summary>
    internal IReadOnlyList<ThresholdResult> Results() => [.. _states.Select(ResultOf)];

    private void Evaluate(GeneratorMoment now, IEnumerable<State> states)
    {
        if (_states.Length == 0)
            return;
        var total = _tally.Total();
        foreach (var state in states)
        {
            state.Actual = ThresholdFigure.Of(
                state.Threshold, state.Step < 0 ? total : _tally.Steps[state.Step], now, now.Elapsed - _definition.WarmUp);
            if (state.Actual is { } actual && !state.Threshold.IsMetBy(actual))
                Broken(state, actual, now.Elapsed);
        }
    }

    private void Broken(State state, double actual, TimeSpan elapsed)
    {
        var isFirst = state.BrokenAfter is null;
        state.BrokenAfter ??= elapsed;
        if (state.Threshold.StopRun && elapsed - _definition.WarmUp >= state.Threshold.Grace && StopReason is null)
        {
            state.StoppedRun = true;
            StopReason = $"Stopped by the threshold {state.Threshold.ToText()}: it was {ThresholdText.Number(actual)} after {elapsed.TotalSeconds:0} s.";
        }

        if (isFirst)
            _onBroken(ResultOf(state), elapsed.TotalSeconds);
    }

    private static ThresholdResult ResultOf(State state) => new(
        DefinitionReader.ToDocument(state.Threshold),
        state.Actual is not { } actual ? Verdict.NotApplicable : state.Threshold.IsMetBy(actual) && !state.StoppedRun ? Verdict.Passed : Verdict.Failed,
        state.Actual,
        state.BrokenAfter?.TotalSeconds,
        state.StoppedRun);

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
