using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Curlew.Domain.Definitions.Templates;
using Curlew.LibCurl.Easy;

namespace Curlew.Engine.Variables;

/// <summary>Writes templates with the values of one request. Allocates nothing once the buffers have grown.</summary>
internal static class TemplateWriter
{
    private const int LongestBuiltIn = 36;
    private const string Unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<byte> PercentSafe = SearchValues.Create(Encoding.ASCII.GetBytes(Unreserved));

    /// <summary>WHATWG URL, application/x-www-form-urlencoded percent-encode set: ~ is encoded, * is not.</summary>
    private static readonly SearchValues<byte> FormSafe = SearchValues.Create(Encoding.ASCII.GetBytes(Unreserved.Replace('~', '*')));

    /// <summary>WHATWG HTML, multipart/form-data encoding algorithm: only the quotation mark, CR and LF are escaped.</summary>
    private static readonly SearchValues<byte> QuotedSafe =
        SearchValues.Create([.. Enumerable.Range(0, 0x100).Select(value => (byte)value).Where(value => value is not ((byte)'"' or (byte)'\r' or (byte)'\n'))]);

    private static readonly SearchValues<byte> JsonUnsafe =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    private static readonly SearchValues<byte> HeaderUnsafe =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(value => value != '\t').Select(value => (byte)value), 0x7f]);

    private static readonly SearchValues<byte> UrlUnsafe =
        SearchValues.Create([.. Enumerable.Range(0, 0x21).Concat(Enumerable.Range(0x7f, 0x81)).Select(value => (byte)value), (byte)'\\']);

    /// <summary>
    /// Appends a template's text; false where a variable is not set, or its value has no place where it stands. What was
    /// appended then is of no use.
    /// </summary>
    internal static bool TryWrite(PreparedTemplate template, VariableValues values, in RequestMoment moment, CurlBuffer to)
    {
        Span<byte> builtIn = stackalloc byte[LongestBuiltIn];
        foreach (var segment in template.Segments)
        {
            if (!segment.IsVariable)
            {
                to.Append(segment.Literal.Span);
                continue;
            }

            ReadOnlySpan<byte> value = builtIn;
            if (segment.Slot < 0)
                value = builtIn[..moment.Write(segment.Slot, builtIn)];
            else if (!values.TryGet(segment.Slot, out value))
                return false;
            if (!TryWrite(value, segment.Encoding, template.Place, to))
                return false;
        }

        return true;
    }

    private static bool TryWrite(ReadOnlySpan<byte> value, ValueEncoding encoding, TemplatePlace place, CurlBuffer to)
    {
        switch (encoding)
        {
            case ValueEncoding.Percent:
                Escape(value, PercentSafe, spaceIsPlus: false, to);
                return true;
            case ValueEncoding.Form:
                Escape(value, FormSafe, spaceIsPlus: true, to);
                return true;
            case ValueEncoding.Quoted:
                Escape(value, QuotedSafe, spaceIsPlus: false, to);
                return true;
            case ValueEncoding.Json:
                EscapeJson(value, to);
                return true;
            default:
                if (place == TemplatePlace.Header && value.ContainsAny(HeaderUnsafe))
                    return false;
                if (place == TemplatePlace.Url && value.ContainsAny(UrlUnsafe))
                    return false;
                to.Append(value);
                return true;
        }
    }

    private static void Escape(ReadOnlySpan<byte> value, SearchValues<byte> safe, bool spaceIsPlus, CurlBuffer to)
    {
        while (value.IndexOfAnyExcept(safe) is >= 0 and var index)
        {
            to.Append(value[..index]);
            if (spaceIsPlus && value[index] == ' ')
            {
                to.Append((byte)'+');
            }
            else
            {
                to.Append((byte)'%');
                Utf8Formatter.TryFormat(value[index], to.Reserve(2), out var written, new StandardFormat('X', 2));
                to.Advance(written);
            }

            value = value[(index + 1)..];
        }

        to.Append(value);
    }

    /// <summary>RFC 8259, section 7: the quotation mark, the backslash and control characters must be escaped, nothing else.</summary>
    private static void EscapeJson(ReadOnlySpan<byte> value, CurlBuffer to)
    {
        while (value.IndexOfAny(JsonUnsafe) is >= 0 and var index)
        {
            to.Append(value[..index]);
            if (value[index] >= 0x20)
            {
                to.Append((byte)'\\');
                to.Append(value[index]);
            }
            else
            {
                to.Append("\\u00"u8);
                Utf8Formatter.TryFormat(value[index], to.Reserve(2), out var written, new StandardFormat('x', 2));
                to.Advance(written);
            }

            value = value[(index + 1)..];
        }

        to.Append(value);
    }
}
