using System.Text.Json;
using Curlew.Domain.Verdicts;

namespace Curlew.Service.Features.Runs;

/// <summary>The words that the API uses for <see cref="Verdict"/>, as its JSON has them.</summary>
internal static class VerdictWords
{
    private static readonly Dictionary<string, Verdict> Verdicts =
        Enum.GetValues<Verdict>().ToDictionary(verdict => JsonNamingPolicy.CamelCase.ConvertName(verdict.ToString()));

    /// <summary>All words.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Verdicts.Keys];

    /// <summary>Reads a word.</summary>
    public static bool TryRead(string text, out Verdict? value)
    {
        var read = Verdicts.TryGetValue(text, out var verdict);
        value = verdict;
        return read;
    }
}
