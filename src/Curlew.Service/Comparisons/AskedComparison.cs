using Curlew.Domain.Comparisons.Arms;
using Curlew.Domain.Regressions;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Comparisons;

/// <summary>A comparison that somebody asks for, without faults of its own.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Question">The ready-made question; null where arms were named.</param>
/// <param name="MadeOf">The saved definition that the arms are variants of; null where it was POSTed whole.</param>
/// <param name="Arms">The arms.</param>
/// <param name="Rounds">How often each is run.</param>
/// <param name="Seed">What the order is drawn by.</param>
/// <param name="Rules">What counts as a difference.</param>
/// <param name="DefinitionPath">The field of the request that the definition was in; empty for the request itself.</param>
internal sealed record AskedComparison(
    string Name,
    string? Question,
    DefinitionRevisionRecord? MadeOf,
    IReadOnlyList<ComparisonArm> Arms,
    int Rounds,
    int Seed,
    RegressionRules Rules,
    string DefinitionPath)
{
    /// <summary>The field of the request that a field of the definition was written as.</summary>
    public string PathOf(string field) => DefinitionPath.Length == 0 ? field : $"{DefinitionPath}.{field}";
}
