using Curlew.Domain.Definitions;
using Curlew.Service.Security.Limits;
using Curlew.Storage.Runs;

namespace Curlew.Service.Execution;

/// <summary>What came of asking for a run: the run, or what is in the way.</summary>
/// <param name="Run">The run that was queued; null where none was.</param>
/// <param name="Faults">Limits that the definition exceeds, at their fields.</param>
/// <param name="Full">The limit of the queue that leaves no room; null where there is room.</param>
internal sealed record RunAdmission(RunRecord? Run, IReadOnlyList<DefinitionFault> Faults, LimitInForce? Full)
{
    /// <summary>
    /// Not queued: its schedule's due time or its place in a comparison has its run already, or is to have none (any more).
    /// </summary>
    public static RunAdmission NotNeeded { get; } = new(null, [], null);

    /// <summary>Queued.</summary>
    public static RunAdmission Of(RunRecord run) => new(run, [], null);

    /// <summary>Not queued: it wants more than it may have.</summary>
    public static RunAdmission Beyond(IReadOnlyList<DefinitionFault> faults) => new(null, faults, null);

    /// <summary>Not queued: there is no room.</summary>
    public static RunAdmission NoRoom(LimitInForce full) => new(null, [], full);
}
