using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Curlew.Domain.Definitions.Import;

/// <summary>
/// Takes one command line apart into words as a POSIX shell does (Shell Command Language, section 2.2, and the
/// <c>$'…'</c> of Issue 8), without carrying anything out: whatever a shell would replace or run is a fault.
/// </summary>
internal sealed class ShellWords
{
    private const string OnlyOneCommand = "give one curl command without pipes, redirections and further commands, or quote the character";
    private readonly string _line;
    private readonly List<string> _words = [];
    private readonly StringBuilder _word = new();
    private bool _inWord;
    private int _at;
    private string? _fault;

    private ShellWords(string line) => _line = line;

    /// <summary>Takes a line apart. <paramref name="fault"/> is a sentence that names the place.</summary>
    public static bool TrySplit(
        string line, [NotNullWhen(true)] out IReadOnlyList<string>? words, [NotNullWhen(false)] out string? fault)
    {
        var shell = new ShellWords(line.ReplaceLineEndings("\n").Trim());
        shell.Split();
        words = shell._fault is null ? shell._words : null;
        fault = shell._fault;
        return fault is null;
    }

    private void Split()
    {
        while (_at < _line.Length && _fault is null)
        {
            var c = _line[_at++];
            switch (c)
            {
                case ' ' or '\t':
                    EndWord();
                    break;
                case '\\':
                    Escape();
                    break;
                case '\'':
                    SingleQuoted();
                    break;
                case '"':
                    DoubleQuoted();
                    break;
                case '$' when Next == '\'':
                    _at++;
                    AnsiQuoted();
                    break;
                case '$' or '`' when IsReplaced(c):
                    Fault($"Holds {Shown(c)}, which a shell would replace; write what it stands for, or put it in single quotes");
                    break;
                case '\n' or '|' or '&' or ';' or '<' or '>' or '(' or ')':
                    Fault($"Holds {Shown(c)} outside quotes; {OnlyOneCommand}");
                    break;
                case '^' when Next is '"' or '\n':
                    Fault("Is written for the Windows command prompt; copy it in the form for bash (\"Copy as cURL (bash)\")");
                    break;
                default:
                    Add(c);
                    break;
            }
        }

        EndWord();
    }

    private char Next => _at < _line.Length ? _line[_at] : '\0';

    private void Escape()
    {
        if (_at == _line.Length)
            Fault("Ends in a backslash; the line that it announces is missing");
        else if (_line[_at++] is not '\n' and var escaped)
            Add(escaped);
    }

    private void SingleQuoted()
    {
        var opened = _at - 1;
        var end = _line.IndexOf('\'', _at);
        if (end < 0)
        {
            NotClosed("'", opened);
            return;
        }

        _inWord = true;
        _word.Append(_line, _at, end - _at);
        _at = end + 1;
    }

    private void DoubleQuoted()
    {
        var opened = _at - 1;
        _inWord = true;
        while (_at < _line.Length)
        {
            var c = _line[_at++];
            if (c == '"')
                return;
            if (c == '\\' && Next is '$' or '`' or '"' or '\\' or '\n')
            {
                if (_line[_at++] is not '\n' and var escaped)
                    Add(escaped);
            }
            else if (c is '$' or '`' && IsReplaced(c))
            {
                Fault($"Holds {Shown(c)} in double quotes, which a shell would replace; write what it stands for, or use single quotes");
                return;
            }
            else
            {
                Add(c);
            }
        }

        NotClosed("\"", opened);
    }

    private void AnsiQuoted()
    {
        var opened = _at - 2;
        _inWord = true;
        while (_at < _line.Length)
        {
            var c = _line[_at++];
            if (c == '\'')
                return;
            if (c != '\\' || _at == _line.Length)
                Add(c);
            else if (!AddAnsiEscape(_line[_at++]))
                return;
        }

        NotClosed("$'", opened);
    }

    private bool AddAnsiEscape(char kind)
    {
        switch (kind)
        {
            case 'n': Add('\n'); return true;
            case 'r': Add('\r'); return true;
            case 't': Add('\t'); return true;
            case 'x': return AddCode(2, 0x7f);
            case 'u': return AddCode(4, 0xffff);
            case '\\' or '\'' or '"' or '?': Add(kind); return true;
            default:
                Fault($"Holds \\{kind} within $'…'; known there are \\n, \\r, \\t, \\\\, \\', \\\", \\xHH and \\uHHHH");
                return false;
        }
    }

    private bool AddCode(int mostDigits, int highest)
    {
        var digits = 0;
        while (digits < mostDigits && _at + digits < _line.Length && char.IsAsciiHexDigit(_line[_at + digits]))
            digits++;
        if (!int.TryParse(_line.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code > highest)
        {
            Fault($"Holds an escape within $'…' that is no character up to {highest:x}");
            return false;
        }

        _at += digits;
        Add((char)code);
        return true;
    }

    /// <summary>A lone dollar sign stands for itself.</summary>
    private bool IsReplaced(char c) => c == '`' || char.IsAsciiLetterOrDigit(Next) || Next is '_' or '{' or '(' or '?' or '!' or '@' or '*' or '#' or '$';

    private void Add(char c)
    {
        _inWord = true;
        _word.Append(c);
    }

    private void EndWord()
    {
        if (_inWord)
            _words.Add(_word.ToString());
        _word.Clear();
        _inWord = false;
    }

    private void NotClosed(string quote, int opened)
    {
        _at = opened + 1;
        Fault($"Has a {quote} that is never closed");
    }

    private void Fault(string what) => _fault ??= $"{what} (character {_at}).";

    private static string Shown(char c) => c == '\n' ? "a line break" : $"\"{c}\"";
}
