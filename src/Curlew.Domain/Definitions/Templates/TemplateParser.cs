using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Curlew.Domain.Definitions.Templates;

/// <summary>Compiles text with <c>${variables}</c>.</summary>
public static class TemplateParser
{
    private const string Open = "${";
    private const string EscapedOpen = "$${";
    private static readonly SearchValues<char> AuthorityEnds = SearchValues.Create('/', '?', '#');

    /// <summary>
    /// Compiles text whose values are all written in the same way. <paramref name="fault"/> is a sentence that says what is
    /// wrong, with its place.
    /// </summary>
    public static bool TryParse(
        string text, ValueEncoding encoding, [NotNullWhen(true)] out Template? template, [NotNullWhen(false)] out string? fault) =>
        TryParse(text, _ => encoding, out template, out fault);

    /// <summary>
    /// Compiles a URL: in scheme and authority values stand as they are (so that <c>${link}</c> alone can be a whole URL),
    /// after it they are percent-encoded.
    /// </summary>
    public static bool TryParseUrl(
        string url, [NotNullWhen(true)] out Template? template, [NotNullWhen(false)] out string? fault)
    {
        var authorityEnd = AuthorityEnd(url);
        return TryParse(url, position => position < authorityEnd ? ValueEncoding.None : ValueEncoding.Percent, out template, out fault);
    }

    /// <summary>Text in which nothing is a variable, as a template is written.</summary>
    public static string Escape(string text) => text.Replace(Open, EscapedOpen, StringComparison.Ordinal);

    /// <summary>Whether text is the name of a variable: a letter or _, then letters, digits, _ and -.</summary>
    public static bool IsName(string name) => name.Length > 0
        && (char.IsAsciiLetter(name[0]) || name[0] == '_')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static bool TryParse(
        string text,
        Func<int, ValueEncoding> encodingAt,
        [NotNullWhen(true)] out Template? template,
        [NotNullWhen(false)] out string? fault)
    {
        template = null;
        fault = null;
        var segments = new List<TemplateSegment>();
        var literal = new StringBuilder();
        for (var position = 0; position < text.Length;)
        {
            var dollar = text.IndexOf('$', position) is >= 0 and var found ? found : text.Length;
            literal.Append(text, position, dollar - position);
            position = dollar;
            if (StandsAt(EscapedOpen))
            {
                literal.Append(Open);
                position += EscapedOpen.Length;
            }
            else if (StandsAt(Open))
            {
                var end = text.IndexOf('}', position);
                if (end < 0)
                {
                    fault = $"Has a \"${{\" at character {position + 1} that no \"}}\" closes; write \"$${{\" for a literal one.";
                    return false;
                }

                var name = text[(position + Open.Length)..end];
                if (!IsName(name))
                {
                    fault = $"Has a variable at character {position + 1} whose name is not a letter or _ followed by letters, "
                        + "digits, _ and -; write \"$${\" for a literal \"${\".";
                    return false;
                }

                EndLiteral();
                segments.Add(new TemplateSegment(default, name, encodingAt(position)));
                position = end + 1;
            }
            else if (position < text.Length)
            {
                literal.Append(text[position++]);
            }

            bool StandsAt(string part) => string.CompareOrdinal(text, position, part, 0, part.Length) == 0;
        }

        EndLiteral();
        template = new Template(text, segments);
        return true;

        void EndLiteral()
        {
            if (literal.Length == 0)
                return;
            segments.Add(new TemplateSegment(Encoding.UTF8.GetBytes(literal.ToString()), null, ValueEncoding.None));
            literal.Clear();
        }
    }

    private static int AuthorityEnd(string url)
    {
        // Not any "://", for a query may hold an address too.
        var slash = url.AsSpan().IndexOfAny(AuthorityEnds);
        if (slash > 0 && string.CompareOrdinal(url, slash - 1, "://", 0, 3) == 0)
            return url.AsSpan(slash + 2).IndexOfAny(AuthorityEnds) is >= 0 and var end ? slash + 2 + end : url.Length;

        // A variable in front brings scheme and authority along.
        return url.IndexOf('}', StringComparison.Ordinal) + 1;
    }
}
