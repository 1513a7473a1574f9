using System.Buffers;
using System.Text;

namespace Curlew.Domain.Definitions.Data;

/// <summary>Writes a feed as comma-separated values (RFC 4180), so that <see cref="CsvReader"/> reads the same again.</summary>
internal static class CsvWriter
{
    private static readonly SearchValues<char> ToQuote = SearchValues.Create('"', ',', '\r', '\n');

    /// <summary>Columns and rows, a line each.</summary>
    public static string Write(DataFeed feed)
    {
        var text = new StringBuilder();
        Write(feed.Columns, text);
        foreach (var row in feed.Rows)
            Write(row, text);
        return text.ToString();
    }

    private static void Write(IReadOnlyList<string> values, StringBuilder text)
    {
        for (var index = 0; index < values.Count; index++)
        {
            var value = values[index];
            text.Append(index == 0 ? "" : ",");
            if (NeedsQuotes(value))
                text.Append('"').Append(value).Replace("\"", "\"\"", text.Length - value.Length, value.Length).Append('"');
            else
                text.Append(value);
        }

        text.Append('\n');
    }

    /// <summary>An empty value too, for a line of nothing else would be an empty line.</summary>
    private static bool NeedsQuotes(string value) => value.Length == 0 || value.AsSpan().ContainsAny(ToQuote);
}
