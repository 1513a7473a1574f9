namespace Curlew.Domain.Definitions;

/// <summary>Who may use a connection that is open already.</summary>
public enum ConnectionReuse
{
    /// <summary><c>shared</c>: every virtual user, as libcurl has it.</summary>
    Shared,

    /// <summary><c>perVirtualUser</c>: the virtual user who opened it, so that each has its own, as browsers do.</summary>
    PerVirtualUser,

    /// <summary>
    /// <c>none</c>: nobody, each request opens one (https://curl.se/libcurl/c/CURLOPT_FRESH_CONNECT.html,
    /// https://curl.se/libcurl/c/CURLOPT_FORBID_REUSE.html).
    /// </summary>
    None,
}

/// <summary>The words that definitions use for <see cref="ConnectionReuse"/>.</summary>
public static class ConnectionReuses
{
    /// <summary>The word of a choice, as in <c>perVirtualUser</c>.</summary>
    public static string ToWord(this ConnectionReuse reuse) => reuse switch
    {
        ConnectionReuse.PerVirtualUser => "perVirtualUser",
        ConnectionReuse.None => "none",
        _ => "shared",
    };

    /// <summary>The choice of a word; null stands for the default.</summary>
    public static ConnectionReuse OfWord(string? word) =>
        Enum.GetValues<ConnectionReuse>().FirstOrDefault(reuse => reuse.ToWord() == word, ConnectionReuse.Shared);
}
