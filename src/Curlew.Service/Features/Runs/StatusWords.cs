using System.Text.Json;
using Curlew.Domain.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>The words that the API uses for <see cref="RunStatus"/>, as its JSON has them.</summary>
internal static class StatusWords
{
    private static readonly Dictionary<string, RunStatus> Statuses =
        Enum.GetValues<RunStatus>().ToDictionary(status => status.ToWord());

    /// <summary>All words, in the order of a run's life.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Statuses.Keys];

    /// <summary>The word of a status, as in <c>queued</c>.</summary>
    public static string ToWord(this RunStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());

    /// <summary>Reads a word.</summary>
    public static bool TryRead(string text, out RunStatus? value)
    {
        var read = Statuses.TryGetValue(text, out var status);
        value = status;
        return read;
    }
}
