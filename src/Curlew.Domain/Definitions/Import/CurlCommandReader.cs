using System.Diagnostics.CodeAnalysis;

namespace Curlew.Domain.Definitions.Import;

/// <summary>
/// Makes a definition of a curl command line, as people type it and as browsers copy it. Nothing in it is executed, no file
/// is read, no variable replaced.
/// </summary>
public static class CurlCommandReader
{
    /// <summary>
    /// Reads a command. <paramref name="fault"/> is a sentence that says what keeps it from being read; whether the
    /// definition that comes of it is a sound one is for <see cref="Reading.DefinitionReader"/> to say.
    /// </summary>
    public static bool TryRead(
        string command, [NotNullWhen(true)] out ImportedDefinition? imported, [NotNullWhen(false)] out string? fault)
    {
        imported = null;
        if (!ShellWords.TrySplit(command, out var words, out fault))
            return false;
        if (words.Count == 0 || words[0] is not ("curl" or "curl.exe"))
        {
            fault = "Must be a curl command, as in \"curl https://shop.test/cart -H 'Accept: application/json'\".";
            return false;
        }

        var request = new CurlRequest();
        fault = ReadWords(words, request);
        if (fault is not null)
            return false;
        if (request.Url is null)
        {
            fault = "Must name a URL; the command has none.";
            return false;
        }

        fault = request.Contradiction();
        if (fault is not null)
            return false;
        imported = request.ToDefinition();
        return true;
    }

    private static string? ReadWords(IReadOnlyList<string> words, CurlRequest request)
    {
        var onlyUrls = false;
        for (var index = 1; index < words.Count; index++)
        {
            var word = words[index];
            if (word == "--next" || word == "-:")
            {
                request.LeaveOut(word, "only the first request of a command is imported; what follows was not read");
                return null;
            }

            if (onlyUrls || word.Length < 2 || word[0] != '-')
                request.AddUrl(word);
            else if (word == "--")
                onlyUrls = true;
            else if (word.StartsWith("--", StringComparison.Ordinal))
            {
                if (CurlOptions.Find(word[2..]) is not { } option)
                    return Unknown(word);
                if (Apply(option, word, rest: null, words, ref index, request) is { } fault)
                    return fault;
            }
            else if (ReadLetters(words, ref index, request) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary><c>-sSLH 'a: b'</c> and <c>-XPOST</c>: letters, of which the first that takes an argument ends the row.</summary>
    private static string? ReadLetters(IReadOnlyList<string> words, ref int index, CurlRequest request)
    {
        var word = words[index];
        for (var letter = 1; letter < word.Length; letter++)
        {
            var shown = $"-{word[letter]}";
            if (CurlOptions.Find(word[letter]) is not { } option)
                return Unknown(shown);
            var rest = option.TakesArgument && letter + 1 < word.Length ? word[(letter + 1)..] : null;
            if (Apply(option, shown, rest, words, ref index, request) is { } fault)
                return fault;
            if (option.TakesArgument)
                return null;
        }

        return null;
    }

    private static string? Apply(
        CurlOption option, string shown, string? rest, IReadOnlyList<string> words, ref int index, CurlRequest request)
    {
        var argument = rest ?? "";
        if (option.TakesArgument && rest is null)
        {
            if (index + 1 == words.Count)
                return $"Ends in {shown}, which takes an argument.";
            argument = words[++index];
        }

        if (option.LeftOut is { } reason)
            request.LeaveOut(shown, reason);
        else
            return request.Apply(option.Name, shown, argument);
        return null;
    }

    private static string Unknown(string option) =>
        $"Has the option {Reading.FieldPath.Shown(option)}, which is not known here; take it out, for whether the next word belongs to it is not known either.";
}
