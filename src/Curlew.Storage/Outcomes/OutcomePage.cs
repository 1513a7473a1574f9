using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Outcomes;

/// <summary>A part of a run's outcomes, in the order that was asked for.</summary>
/// <param name="Rows">The outcomes.</param>
/// <param name="Next">What to pass as <c>after</c> for the next part; null where there are no more for now.</param>
public sealed record OutcomePage(IReadOnlyList<OutcomeRow> Rows, OutcomePosition? Next);

/// <summary>One stored outcome.</summary>
/// <param name="Row">Its number in the run, from 1.</param>
/// <param name="Outcome">What happened.</param>
public readonly record struct OutcomeRow(long Row, Outcome Outcome)
{
    /// <summary>Where it is.</summary>
    public OutcomePosition Position => new(Row, Outcome.TotalMicros);
}
