using Curlew.Domain.Regressions;

namespace Curlew.Domain.Definitions;

/// <summary>What runs of a definition are held against, and what counts as a change.</summary>
/// <param name="Baseline">Which runs make the baseline.</param>
/// <param name="RollingRuns">How many make a rolling one, at most.</param>
/// <param name="Rules">What counts as a change.</param>
public sealed record RegressionSettings(BaselineChoice Baseline, int RollingRuns, RegressionRules Rules)
{
    /// <summary>All as by default.</summary>
    public static RegressionSettings Default { get; } =
        new(BaselineChoice.Auto, DefinitionLimits.DefaultRollingRuns, RegressionRules.Default);
}

/// <summary>Which runs make a baseline.</summary>
public enum BaselineChoice
{
    /// <summary><c>auto</c>: the definition's own where it has one, else a rolling one.</summary>
    Auto,

    /// <summary><c>pinned</c>: the definition's own.</summary>
    Pinned,

    /// <summary><c>rolling</c>: the last good runs of the definition.</summary>
    Rolling,

    /// <summary><c>none</c>: nothing is compared.</summary>
    None,
}

/// <summary>The words that definitions use for <see cref="BaselineChoice"/>.</summary>
public static class BaselineChoices
{
    /// <summary>The word of a choice, as in <c>rolling</c>.</summary>
    public static string ToWord(this BaselineChoice choice) => choice switch
    {
        BaselineChoice.Pinned => "pinned",
        BaselineChoice.Rolling => "rolling",
        BaselineChoice.None => "none",
        _ => "auto",
    };

    /// <summary>The choice of a word; null stands for the default.</summary>
    public static BaselineChoice OfWord(string? word) =>
        Enum.GetValues<BaselineChoice>().FirstOrDefault(choice => choice.ToWord() == word, BaselineChoice.Auto);
}
