namespace Curlew.Domain.Definitions;

/// <summary>Which outcomes of a run are stored; figures always include all of them.</summary>
/// <param name="Keep">Which ones.</param>
/// <param name="Limit">How many at most; from then on failures only. Null for as many as there are.</param>
public sealed record OutcomeSettings(OutcomeKeep Keep, long? Limit)
{
    /// <summary>All outcomes, however many.</summary>
    public static OutcomeSettings All { get; } = new(OutcomeKeep.All, null);
}

/// <summary>Which outcomes are stored.</summary>
public enum OutcomeKeep
{
    /// <summary><c>all</c>.</summary>
    All,

    /// <summary><c>failures</c>: those that count as failed.</summary>
    Failures,

    /// <summary><c>none</c>.</summary>
    None,
}

/// <summary>The words that definitions use for <see cref="OutcomeKeep"/>.</summary>
public static class OutcomeKeeps
{
    /// <summary>The word of a choice, as in <c>failures</c>.</summary>
    public static string ToWord(this OutcomeKeep keep) => keep switch
    {
        OutcomeKeep.Failures => "failures",
        OutcomeKeep.None => "none",
        _ => "all",
    };

    /// <summary>The choice of a word; null stands for the default.</summary>
    public static OutcomeKeep OfWord(string? word) =>
        Enum.GetValues<OutcomeKeep>().FirstOrDefault(keep => keep.ToWord() == word, OutcomeKeep.All);
}
