using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Curlew.Domain.Definitions.Extraction;

/// <summary>
/// Compiles the expressions that look into bodies. Bodies are other people's texts, and the event loop waits meanwhile, so
/// each match is cut off (<see cref="RegexMatchTimeoutException"/>). Expressions without groups are matched without
/// backtracking where they allow it, so that none of them is ever slow. Those with groups are not, although .NET would: it
/// looks for what the groups hold in a last pass that heeds no timeout, and <c>(a|b*|)*</c>, written six times, kept it busy
/// for minutes on 8 MB (.NET 10.0); with backtracking the same is cut off in time.
/// </summary>
public static class BodyPattern
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(DefinitionLimits.MatchMilliseconds);

    /// <summary>Compiles an expression; <paramref name="fault"/> is a sentence that says what is wrong, with its place.</summary>
    public static bool TryCompile(
        string pattern, [NotNullWhen(true)] out Regex? regex, [NotNullWhen(false)] out string? fault)
    {
        (regex, fault) = (null, null);
        try
        {
            regex = Compile(pattern);
            return true;
        }
        catch (RegexParseException exception)
        {
            fault = $"Must be a .NET regular expression, but at character {exception.Offset}: {WithoutPattern(exception)}";
            return false;
        }
    }

    /// <summary>Compiles an expression that is known to be one.</summary>
    /// <exception cref="RegexParseException">It is none.</exception>
    public static Regex Compile(string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant, LongestMatch);
        if (regex.GetGroupNumbers().Length > 1)
            return regex;
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, LongestMatch);
        }
        catch (NotSupportedException)
        {
            // Lookarounds and atomic groups need backtracking; so do expressions whose automaton would be too large.
            return regex;
        }
    }

    /// <summary>.NET's text is <c>Invalid pattern '…' at offset 3. Too many )'s.</c>; who reads it has the pattern.</summary>
    private static string WithoutPattern(RegexParseException exception)
    {
        var place = $"' at offset {exception.Offset}. ";
        var at = exception.Message.LastIndexOf(place, StringComparison.Ordinal);
        return at < 0 ? exception.Message : exception.Message[(at + place.Length)..];
    }
}
