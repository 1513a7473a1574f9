using Curlew.Domain.Definitions;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;

namespace Curlew.Domain.Comparisons.Results;

/// <summary>All that is known of an arm.</summary>
/// <param name="Arm">Its number.</param>
/// <param name="Name">What it is called.</param>
/// <param name="HttpVersion">The HTTP version that it asks for.</param>
/// <param name="Departures">How many of its settings are not what they are by default.</param>
/// <param name="UsesInvalid">Whether its definition wants figures used that self-checks call invalid (<c>judgeInvalidRuns</c>).</param>
/// <param name="Runs">Its places in the plan that have been queued, by their rounds.</param>
public sealed record ArmEvidence(
    int Arm, string Name, HttpVersionChoice HttpVersion, int Departures, bool UsesInvalid, IReadOnlyList<RoundEvidence> Runs);

/// <summary>What is known of one run of an arm.</summary>
public sealed record RoundEvidence
{
    /// <summary>The round, from 0.</summary>
    public required int Round { get; init; }

    /// <summary>The run; null where it has been deleted.</summary>
    public Guid? RunId { get; init; }

    /// <summary>Where it stands; null where it has been deleted.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Why it failed or was stopped.</summary>
    public string? Reason { get; init; }

    /// <summary>What it measured; null where it did not come to that.</summary>
    public RunSummary? Summary { get; init; }

    /// <summary>The same second by second; null where there are no seconds.</summary>
    public RunSample? Sample { get; init; }
}
