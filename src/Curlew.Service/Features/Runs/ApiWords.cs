using System.Text.Json;

namespace Curlew.Service.Features.Runs;

/// <summary>The words that the API uses for the values of an enumeration, as its JSON has them.</summary>
internal static class ApiWords<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values =
        Enum.GetValues<T>().ToDictionary(Of);

    /// <summary>All words, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Values.Keys];

    /// <summary>The word of a value.</summary>
    public static string Of(T value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Reads a word.</summary>
    public static bool TryRead(string text, out T? value)
    {
        var read = Values.TryGetValue(text, out var found);
        value = found;
        return read;
    }
}
