using System.Globalization;
using System.Text;
using System.Xml;

namespace Curlew.Service.Features.Reports;

/// <summary>Text of others (names, messages) as documents can hold it.</summary>
internal static class PrintableText
{
    /// <summary>
    /// The text without what XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets), without other control characters but line
    /// breaks and tabs, and without those that turn the direction of what follows them (https://www.unicode.org/reports/tr9/).
    /// </summary>
    public static string Of(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' or '\t' || !(Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control || IsForbidden(rune) || TurnsDirection(rune)))
                printable.Append(rune.ToString());
        }

        return printable.ToString();
    }

    private static bool IsForbidden(Rune rune) => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value);

    private static bool TurnsDirection(Rune rune) =>
        rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
