namespace Curlew.Domain.Definitions.Import;

/// <summary>
/// The options of the curl tool that are known here (https://curl.se/docs/manpage.html): which of them take an argument,
/// and why those that a definition cannot hold are left out.
/// </summary>
internal static class CurlOptions
{
    private const string Output = "concerns what curl shows or writes; outcomes hold what happened";
    private const string Proxy = "load is sent to the server itself, without a proxy";
    private const string ClientCertificate = "files of the client are not read: put certificate and key into `tls`";
    private const string Files = "files of the client are not read";
    private const string Retry = "every request counts as it ended; none is repeated";
    private const string Connection = "a definition has no field for it";

    private static readonly Dictionary<string, CurlOption> ByName = Create();

    private static readonly Dictionary<char, string> ByLetter = new()
    {
        ['X'] = "request", ['H'] = "header", ['d'] = "data", ['G'] = "get", ['I'] = "head", ['u'] = "user", ['b'] = "cookie",
        ['A'] = "user-agent", ['e'] = "referer", ['k'] = "insecure", ['L'] = "location", ['m'] = "max-time", ['F'] = "form",
        ['s'] = "silent", ['S'] = "show-error", ['v'] = "verbose", ['i'] = "include", ['o'] = "output", ['O'] = "remote-name",
        ['f'] = "fail", ['#'] = "progress-bar", ['w'] = "write-out", ['D'] = "dump-header", ['x'] = "proxy", ['U'] = "proxy-user",
        ['E'] = "cert", ['T'] = "upload-file", ['c'] = "cookie-jar", ['N'] = "no-buffer", ['g'] = "globoff", ['r'] = "range",
        ['4'] = "ipv4", ['6'] = "ipv6", ['n'] = "netrc", ['0'] = "http1.0",
    };

    /// <summary>An option by its long name, as in <c>--request</c>; null where it is not known.</summary>
    public static CurlOption? Find(string name) =>
        ByName.GetValueOrDefault(name) is { } option ? option
        : name.StartsWith("no-", StringComparison.Ordinal) && ByName.GetValueOrDefault(name[3..]) is { TakesArgument: false } negated
            ? new CurlOption(name, TakesArgument: false, $"switches --{negated.Name} off, which is not on here")
            : null;

    /// <summary>An option by its letter, as in <c>-X</c>; null where it is not known.</summary>
    public static CurlOption? Find(char letter) => ByLetter.TryGetValue(letter, out var name) ? ByName[name] : null;

    private static Dictionary<string, CurlOption> Create()
    {
        var options = new Dictionary<string, CurlOption>(StringComparer.Ordinal);
        Add(null, true, "request", "header", "data", "data-ascii", "data-raw", "data-binary", "data-urlencode", "json", "user",
            "oauth2-bearer", "cookie", "user-agent", "referer", "max-redirs", "max-time", "connect-timeout", "url", "range", "resolve",
            "form", "form-string");
        Add(null, false, "get", "head", "insecure", "location", "http1.1", "http2", "http2-prior-knowledge", "compressed", "globoff", "basic");
        Add(Output, true, "output", "write-out", "dump-header", "stderr", "trace", "trace-ascii", "output-dir");
        Add(Output, false, "silent", "show-error", "verbose", "include", "remote-name", "fail", "fail-with-body", "progress-bar",
            "no-buffer", "remote-header-name", "trace-time", "raw");
        Add(Proxy, true, "proxy", "proxy-user", "socks5", "socks5-hostname", "preproxy", "noproxy");
        Add(ClientCertificate, true, "cert", "key", "cert-type", "key-type", "pass");
        Add(Files, true, "upload-file", "cookie-jar", "cacert", "capath", "netrc-file", "config");
        Add(Files, false, "netrc", "netrc-optional");
        Add(Retry, true, "retry", "retry-delay", "retry-max-time");
        Add(Retry, false, "retry-all-errors", "retry-connrefused");
        Add(Connection, true, "connect-to", "interface", "limit-rate", "max-filesize", "keepalive-time", "ciphers",
            "tls-max", "unix-socket", "dns-servers", "expect100-timeout", "happy-eyeballs-timeout-ms", "request-target", "proto");
        Add(Connection, false, "ipv4", "ipv6", "tlsv1.2", "tlsv1.3", "tcp-nodelay", "no-keepalive", "path-as-is", "location-trusted",
            "digest", "ntlm", "negotiate", "anyauth", "http1.0", "http0.9", "http3", "http3-only", "ssl-reqd", "parallel");
        return options;

        void Add(string? leftOut, bool takesArgument, params string[] names)
        {
            foreach (var name in names)
                options.Add(name, new CurlOption(name, takesArgument, leftOut));
        }
    }
}

/// <summary>An option of the curl tool.</summary>
/// <param name="Name">Its long name.</param>
/// <param name="TakesArgument">Whether the next word belongs to it.</param>
/// <param name="LeftOut">Why it is left out; null where it is imported.</param>
internal sealed record CurlOption(string Name, bool TakesArgument, string? LeftOut);
