using Curlew.Domain.Runs;

namespace Curlew.Domain.Comparisons.Results;

/// <summary>What whoever reads the figures has to know.</summary>
internal static class ResultNotes
{
    private const string Memory =
        "Memory is that of the whole service while an arm was run; what .NET keeps from runs before is in it, so that only the order of "
        + "magnitude can be compared.";

    private const string Rounds =
        "Each run had connections of its own; arms took turns in an order in which each is about equally often in each place.";

    /// <summary>The notes.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<ArmResult> arms)
    {
        List<string> notes = [Rounds];
        if (arms.Any(arm => arm.PeakMemoryBytes is not null))
            notes.Add(Memory);
        foreach (var arm in arms)
        {
            notes.AddRange(arm.Rounds
                .Where(round => !round.IsUsed && round.Status is null or RunStatus.Completed or RunStatus.Stopped or RunStatus.Failed or RunStatus.Interrupted)
                .Select(round => $"{arm.Name}, round {round.Round}: not used. {round.Note}"));
            if (arm.GotOtherVersion)
                notes.Add($"{arm.Name} asked for HTTP {arm.HttpVersionAsked}, but got {VersionsOf(arm)}.");
        }

        return notes;
    }

    private static string VersionsOf(ArmResult arm) =>
        string.Join(" and ", arm.HttpVersions.Where(version => version.Version != "none").Select(version => $"HTTP/{version.Version} ({version.Count} requests)"));
}
