using System.Text;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Definitions.Import;

/// <summary>
/// Takes the argument of <c>-F</c> apart as curl does (https://curl.se/docs/manpage.html#-F): the field's name, then its
/// value or the names of files after <c>@</c> or <c>&lt;</c>, each with <c>;type=</c> and <c>;filename=</c>. No file is read.
/// </summary>
internal sealed class CurlFormField
{
    /// <summary>The types that curl knows by a file's extension.</summary>
    private static readonly Dictionary<string, string> TypeOfExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".gif"] = "image/gif", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".png"] = "image/png", [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain", [".htm"] = "text/html", [".html"] = "text/html", [".pdf"] = "application/pdf", [".xml"] = "application/xml",
    };

    private readonly string _text;
    private readonly string _name;
    private readonly string _shown;
    private readonly List<PartDocument> _parts = [];
    private readonly List<LeftOut> _leftOut = [];
    private int _at;

    private CurlFormField(string option, string text, int nameEnd)
    {
        _text = text;
        _name = text[..nameEnd];
        _shown = $"{option} {_name}";
        _at = nameEnd + 1;
    }

    /// <summary>The parts: one, or one for each file.</summary>
    public IReadOnlyList<PartDocument> Parts => _parts;

    /// <summary>What is not in the parts.</summary>
    public IReadOnlyList<LeftOut> LeftOut => _leftOut;

    /// <summary>Reads <c>name=value</c>; null where there is no name. Only a field that is not literal may mean files.</summary>
    public static CurlFormField? Read(string option, string text, bool isLiteral)
    {
        var nameEnd = text.IndexOf('=', StringComparison.Ordinal);
        if (nameEnd <= 0)
            return null;
        var field = new CurlFormField(option, text, nameEnd);
        if (isLiteral)
            field._parts.Add(field.PartOf(text[(nameEnd + 1)..]));
        else
            field.ReadValue();
        return field;
    }

    private void ReadValue()
    {
        switch (Next)
        {
            case '@':
                do
                {
                    _at++;
                    var file = ReadWord(',');
                    var part = ReadParameters(',', PartOf("") with { FileName = TemplateParser.Escape(BaseName(file)) });
                    _parts.Add(WithGuessedType(part, file));
                    LeaveOutFile($"@{file}");
                }
                while (Next == ',');
                break;
            case '<':
                _at++;
                LeaveOutFile($"<{ReadWord('\0')}");
                _parts.Add(ReadParameters('\0', PartOf("")) with { FileName = null });
                break;
            default:
                var value = ReadWord('\0');
                _parts.Add(WithGuessedType(ReadParameters('\0', PartOf(value))));
                break;
        }
    }

    private char Next => _at < _text.Length ? _text[_at] : '\0';

    private PartDocument PartOf(string value) =>
        new() { Name = TemplateParser.Escape(_name), Value = TemplateParser.Escape(value) };

    /// <summary>What stands behind semicolons.</summary>
    private PartDocument ReadParameters(char separator, PartDocument part)
    {
        var isInType = false;
        while (Next == ';')
        {
            _at++;
            if (Takes("filename="))
            {
                part = part with { FileName = TemplateParser.Escape(ReadWord(separator)) };
            }
            else if (!isInType && Takes("type="))
            {
                part = part with { ContentType = ReadRaw(separator) };
                isInType = true;
            }
            else if (Takes("headers=") || Takes("encoder="))
            {
                _leftOut.Add(new LeftOut(FieldPath.Shown($"{_shown};{ReadWord(separator)}"), "a definition has no field for headers and encodings of parts"));
            }
            else if (isInType)
            {
                // "text/plain; charset=utf-8": the type's own parameters.
                part = part with { ContentType = $"{part.ContentType}; {ReadRaw(separator)}" };
            }
            else if (ReadWord(separator) is { Length: > 0 } unknown)
            {
                _leftOut.Add(new LeftOut(FieldPath.Shown($"{_shown};{unknown}"), "curl skips what it does not know after a semicolon; quote the value to send it"));
            }
        }

        return part;
    }

    private bool Takes(string prefix)
    {
        SkipSpaces();
        if (string.Compare(_text, _at, prefix, 0, prefix.Length, StringComparison.OrdinalIgnoreCase) != 0)
            return false;
        _at += prefix.Length;
        return true;
    }

    /// <summary>A word in double quotes, within which a backslash stands before backslashes and quotes, or without them.</summary>
    private string ReadWord(char separator)
    {
        SkipSpaces();
        if (Next != '"')
            return ReadRaw(separator);
        var word = new StringBuilder();
        for (var position = _at + 1; position < _text.Length; position++)
        {
            var c = _text[position];
            if (c == '"')
            {
                // Like curl, without what follows the quote.
                _at = position + 1;
                ReadRaw(separator);
                return word.ToString();
            }

            if (c == '\\' && position + 1 < _text.Length && _text[position + 1] is '\\' or '"')
                c = _text[++position];
            word.Append(c);
        }

        // A quote that is never closed is one of the text's own.
        return ReadRaw(separator);
    }

    private string ReadRaw(char separator)
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] != ';' && (separator == '\0' || _text[_at] != separator))
            _at++;
        return _text[start.._at].Trim();
    }

    private void SkipSpaces()
    {
        while (char.IsWhiteSpace(Next))
            _at++;
    }

    private void LeaveOutFile(string file) =>
        _leftOut.Add(new LeftOut(
        FieldPath.Shown($"{_shown}={file}"),
        $"files of the client are not read: put the content of the part \"{FieldPath.Shown(_name)}\" into its `value` or `base64`"));

    /// <summary>By the name that is sent, else by the file's.</summary>
    private static PartDocument WithGuessedType(PartDocument part, string file = "") =>
        part.ContentType is null && part.FileName is not null
            ? part with { ContentType = TypeOfExtension.GetValueOrDefault(ExtensionOf(part.FileName)) ?? TypeOfExtension.GetValueOrDefault(ExtensionOf(file)) }
            : part;

    private static string ExtensionOf(string file) => file.LastIndexOf('.') is >= 0 and var dot ? file[dot..] : "";

    private static string BaseName(string file) => file[(file.LastIndexOfAny(['/', '\\']) + 1)..];
}
