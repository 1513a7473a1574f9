using System.Text.Json;
using Curlew.Domain.Outcomes;

namespace Curlew.Service.Features.Runs;

/// <summary>The words that the API uses for <see cref="FailureKind"/>, as its JSON has them.</summary>
internal static class FailureWords
{
    private static readonly Dictionary<string, FailureKind> Kinds =
        Enum.GetValues<FailureKind>().ToDictionary(kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()));

    /// <summary>All words.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Kinds.Keys];

    /// <summary>Reads a word.</summary>
    public static bool TryRead(string text, out FailureKind? value)
    {
        var read = Kinds.TryGetValue(text, out var kind);
        value = kind;
        return read;
    }
}
