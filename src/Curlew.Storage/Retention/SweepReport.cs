using Curlew.Domain.Runs;

namespace Curlew.Storage.Retention;

/// <summary>What a sweep took.</summary>
/// <param name="TooOld">Runs that went for their age.</param>
/// <param name="TooMany">Runs that went because their definition has enough newer ones.</param>
/// <param name="Orphans">Runs unknown to the database whose files went.</param>
/// <param name="TooLarge">Runs whose files went, and nothing else of them, for the room that they took.</param>
public sealed record SweepReport(
    IReadOnlyList<RunId> TooOld, IReadOnlyList<RunId> TooMany, IReadOnlyList<RunId> Orphans, IReadOnlyList<RunId> TooLarge)
{
    /// <summary>Runs that their schedule did not ask to be kept any longer.</summary>
    public IReadOnlyList<RunId> OfSchedules { get; init; } = [];
}
