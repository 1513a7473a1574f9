using Curlew.Domain.Summaries;

namespace Curlew.Domain.Comparisons.Results;

/// <summary>What could change a recommendation.</summary>
internal static class Doubts
{
    private const int FewRounds = 3;
    private const double BusyCpuPercent = 80;

    /// <summary>The doubts.</summary>
    /// <param name="arms">All arms.</param>
    /// <param name="unclear">Those that could not be told from the best.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<ArmResult> arms, IReadOnlyList<string> unclear)
    {
        var doubts = new List<string>();
        if (unclear.Count > 0)
            doubts.Add($"Whether {string.Join(", ", unclear)} differ by what matters cannot be told: more rounds or longer runs would.");
        var few = arms.Where(arm => arm.RoundsUsed is > 0 and < FewRounds).Select(arm => arm.Name).ToList();
        if (few.Count > 0)
            doubts.Add($"{string.Join(", ", few)}: fewer than {FewRounds} rounds, so how much runs differ among themselves is hardly known.");
        foreach (var arm in arms.Where(arm => arm.RoundsUsed < arm.Rounds.Count))
            doubts.Add($"{arm.Name}: {arm.Rounds.Count - arm.RoundsUsed} of {arm.Rounds.Count} rounds could not be used.");
        foreach (var arm in arms.Where(arm => arm.SkippedStarts > 0))
            doubts.Add($"{arm.Name}: {arm.SkippedStarts} starts were skipped, so it had less load than planned.");
        foreach (var arm in arms.Where(arm => arm.GotOtherVersion))
            doubts.Add($"{arm.Name} did not get the HTTP version that it asked for.");
        foreach (var arm in arms.Where(arm => arm.GeneratorCpuPercent?.Max > BusyCpuPercent))
            doubts.Add($"{arm.Name}: the generator was busy ({arm.GeneratorCpuPercent!.Max:0} % of a core), so that its times may be its own.");
        foreach (var arm in arms.Where(arm => arm.Rounds.Any(round => round is { IsUsed: true, Validity: SelfCheckResult.Warn })))
            doubts.Add($"{arm.Name}: self-checks warn; its runs say of what.");
        foreach (var arm in arms.Where(arm => arm.Rounds.Any(round => round is { IsUsed: true, Validity: SelfCheckResult.Invalid })))
            doubts.Add($"{arm.Name}: figures are used that show the generator rather than the target, because its definition wants that.");
        return doubts;
    }
}
