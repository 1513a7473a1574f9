using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Curlew.Domain.Runs;

namespace Curlew.Service.Queries;

/// <summary>
/// Cursors: where a list continues, in a form that nobody is tempted to compute with, so that it may change.
/// </summary>
internal static class Cursor
{
    private const string RunPrefix = "run:";
    private const string RowPrefix = "row:";

    /// <summary>Continues after a run.</summary>
    public static string Of(RunId run) => Encode(RunPrefix + run);

    /// <summary>Continues after a row.</summary>
    public static string Of(long row) => Encode(RowPrefix + row.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads a cursor of <see cref="Of(RunId)"/>.</summary>
    public static bool TryReadRun(string text, out RunId? run)
    {
        var read = RunId.TryParse(Decode(text, RunPrefix), out var id);
        run = read ? id : null;
        return read;
    }

    /// <summary>Reads a cursor of <see cref="Of(long)"/>.</summary>
    public static bool TryReadRow(string text, out long? row)
    {
        var read = long.TryParse(Decode(text, RowPrefix), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        row = read ? number : null;
        return read;
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text));

    private static string? Decode(string cursor, string prefix)
    {
        if (!Base64Url.IsValid(cursor))
            return null;
        var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor));
        return text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;
    }
}
