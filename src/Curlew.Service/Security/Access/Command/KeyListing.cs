using Curlew.Domain.Access;
using Curlew.Service.Security.Access.Keys;
using Curlew.Storage.Access;

namespace Curlew.Service.Security.Access.Command;

/// <summary>Keys as a table for people.</summary>
internal static class KeyListing
{
    private static readonly string[] Heading = ["PREFIX", "ID", "ROLE", "STATE", "LAST USED", "NAME"];

    /// <summary>The table, with a line's end after each line.</summary>
    public static string Of(IEnumerable<ApiKeyRecord> keys, DateTimeOffset now)
    {
        string[][] rows = [Heading, .. keys.Select(key => RowOf(key, now))];
        var widths = Heading.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        return string.Concat(rows.Select(row =>
            string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd() + Environment.NewLine));
    }

    /// <summary>How long a key is of use.</summary>
    public static string EndOf(ApiKeyRecord key) => key.ExpiresAt is { } end ? $"until {Moment(end)}" : "for ever";

    /// <summary>A role as a word.</summary>
    public static string Word(ApiRole role) => role.ToString().ToLowerInvariant();

    private static string[] RowOf(ApiKeyRecord key, DateTimeOffset now)
    {
        var state = key switch
        {
            { RevokedAt: { } revoked } => $"revoked {Moment(revoked)}",
            _ when !key.IsOfUse(now) => $"expired {Moment(key.ExpiresAt!.Value)}",
            _ => EndOf(key),
        };
        var used = key.LastUsedAt is { } moment ? Moment(moment) : "never";
        return [KeyText.Mark + key.Prefix, key.Id.ToString("D"), Word(key.Role), state, used, Printable(key.Name)];
    }

    /// <summary>Whoever may name a key must not steer the terminal of whoever lists them.</summary>
    private static string Printable(string name) => string.Concat(name.Select(letter => char.IsControl(letter) ? '?' : letter));

    private static string Moment(DateTimeOffset moment) => $"{moment.UtcDateTime:yyyy-MM-dd HH:mm}Z";
}
