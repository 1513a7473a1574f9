using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Curlew.Storage.Database;

/// <summary>
/// Statuses, verdicts and the like are kept as the words that the API uses, so that whoever looks into the database is at
/// home.
/// </summary>
internal sealed class WordConverter<T>() : ValueConverter<T, string>(
    value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()),
    word => Enum.Parse<T>(word, ignoreCase: true))
    where T : struct, Enum
{
    /// <summary>What a column holds at most.</summary>
    public const int Length = 16;
}
