namespace Curlew.Service.Text;

/// <summary>A text as a field of comma-separated values (RFC 4180).</summary>
internal static class CsvField
{
    /// <summary>
    /// The field. A spreadsheet would take a text that begins like a formula for one and carry it out
    /// (https://owasp.org/www-community/attacks/CSV_Injection), so that gets an apostrophe, which spreadsheets take for "this is text".
    /// </summary>
    public static string Of(string text)
    {
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal))
            text = $"'{text}";
        return text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
