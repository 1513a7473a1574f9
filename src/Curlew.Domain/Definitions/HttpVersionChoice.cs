namespace Curlew.Domain.Definitions;

/// <summary>
/// The HTTP version that a run asks libcurl for (https://curl.se/libcurl/c/CURLOPT_HTTP_VERSION.html).
/// What was really negotiated is recorded per request.
/// </summary>
public enum HttpVersionChoice
{
    /// <summary><c>auto</c>: the option is left unset and libcurl negotiates.</summary>
    Auto,

    /// <summary><c>1.1</c>: HTTP/1.1, also over TLS.</summary>
    Http11,

    /// <summary><c>2</c>: an attempt at HTTP/2 (ALPN over TLS, Upgrade on cleartext); HTTP/1.1 may be what comes.</summary>
    Http2,

    /// <summary><c>2-prior-knowledge</c>: HTTP/2 from the first byte on, for cleartext h2 and h2-only servers.</summary>
    Http2PriorKnowledge,
}

/// <summary>The words that definitions and results use for <see cref="HttpVersionChoice"/>.</summary>
public static class HttpVersionChoices
{
    private static readonly (string Word, HttpVersionChoice Choice)[] Table =
    [
        ("auto", HttpVersionChoice.Auto),
        ("1.1", HttpVersionChoice.Http11),
        ("2", HttpVersionChoice.Http2),
        ("2-prior-knowledge", HttpVersionChoice.Http2PriorKnowledge),
    ];

    /// <summary>The allowed words, in the order in which they are documented.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Table.Select(entry => entry.Word)];

    /// <summary>The word of a choice, as in <c>2-prior-knowledge</c>.</summary>
    public static string ToWord(this HttpVersionChoice choice) => Table[(int)choice].Word;

    /// <summary>Finds the choice of a word; case matters, as in all of a definition.</summary>
    public static bool TryParse(string? word, out HttpVersionChoice choice)
    {
        foreach (var entry in Table)
        {
            if (entry.Word == word)
            {
                choice = entry.Choice;
                return true;
            }
        }

        choice = default;
        return false;
    }
}
