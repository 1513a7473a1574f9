using System.Buffers;
using System.Text;

namespace Curlew.Domain.Definitions.Data;

/// <summary>
/// Reads comma-separated values row by row as RFC 4180 has them: values that hold commas, quotes or line breaks are quoted,
/// quotes in them doubled. Lines may end in CRLF, LF or CR; a byte order mark in front and empty lines at the end are passed
/// over.
/// </summary>
internal sealed class CsvReader
{
    /// <summary>Values of one row; more are not read, for nobody means them.</summary>
    public const int ValuesOfARow = 1000;

    private const char Quote = '"';
    private const char Comma = ',';
    private const char ByteOrderMark = '\uFEFF';
    private static readonly SearchValues<char> Special = SearchValues.Create(Quote, Comma, '\r', '\n');

    private readonly string _text;
    private readonly int _end;
    private int _at;
    private int _next = 1;

    /// <summary>A reader of a whole text.</summary>
    public CsvReader(string text)
    {
        _text = text;
        _end = text.AsSpan().TrimEnd("\r\n").Length;
        _at = text.StartsWith(ByteOrderMark) ? 1 : 0;
    }

    /// <summary>In which line the row that was read last begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>What keeps the text from being read on, as a sentence; null where nothing does.</summary>
    public string? Fault { get; private set; }

    /// <summary>Reads the next row; false at the end, and where there is a <see cref="Fault"/>.</summary>
    public bool TryRead(List<string> values)
    {
        values.Clear();
        Line = _next;
        if (_at >= _end)
            return false;
        while (true)
        {
            var value = _at < _text.Length && _text[_at] == Quote ? Quoted() : Unquoted();
            if (value is null)
                return false;
            if (values.Count == ValuesOfARow)
            {
                Fault = $"Has more than {ValuesOfARow} values in line {Line}; there can be at most {DefinitionLimits.DataColumns} columns.";
                return false;
            }

            values.Add(value);
            if (_at < _text.Length && _text[_at] == Comma)
            {
                _at++;
                continue;
            }

            EndLine();
            return true;
        }
    }

    private string? Unquoted()
    {
        var length = _text.AsSpan(_at).IndexOfAny(Special) is >= 0 and var found ? found : _text.Length - _at;
        var value = _text.Substring(_at, length);
        _at += length;
        if (_at == _text.Length || _text[_at] != Quote)
            return value;
        Fault = $"Has a quote within a value in line {_next}; put the value in quotes and double those in it, as in \"a \"\"b\"\" c\".";
        return null;
    }

    private string? Quoted()
    {
        var opened = _next;
        var value = new StringBuilder();
        _at++;
        while (true)
        {
            var length = _text.AsSpan(_at).IndexOf(Quote);
            if (length < 0)
            {
                Fault = $"Has a quoted value that begins in line {opened} and never ends; a quote within it has to be doubled.";
                return null;
            }

            value.Append(_text, _at, length);
            _next += LineBreaks(_text.AsSpan(_at, length));
            _at += length + 1;
            if (_at == _text.Length || _text[_at] is Comma or '\r' or '\n')
                return value.ToString();
            if (_text[_at] != Quote)
            {
                Fault = $"Has text after the end of a quoted value in line {_next}; a quote within a value has to be doubled.";
                return null;
            }

            value.Append(Quote);
            _at++;
        }
    }

    private void EndLine()
    {
        _next++;
        if (_at < _text.Length && _text[_at++] == '\r' && _at < _text.Length && _text[_at] == '\n')
            _at++;
    }

    private static int LineBreaks(ReadOnlySpan<char> text) => text.Count('\n') + text.Count('\r') - text.Count("\r\n");
}
