namespace Curlew.Domain.Errors;

/// <summary>
/// What CURLcodes commonly mean under load. Read in libcurl's source (8.14.1: lib/http2.c, lib/transfer.c, lib/http.c), and seen
/// where it says so.
/// </summary>
internal static class CurlCodeExplanations
{
    private const string Codes = "https://curl.se/libcurl/c/libcurl-errors.html#";
    private const string Http2 = "https://www.rfc-editor.org/rfc/rfc9113.html#section-";
    private const int TimedOut = 28;
    private const int SendError = 55;
    private const int ReceiveError = 56;

    private static readonly Dictionary<int, ErrorExplanation> Explanations = new()
    {
        [1] = new(
            "The answer is not of HTTP/1.0 or later, or a redirect leads to another scheme than http and https.",
            "Whether the port speaks HTTP at all: an answer without a status line is HTTP/0.9 to libcurl.",
            Codes + "CURLEUNSUPPORTEDPROTOCOL"),
        [3] = new(
            "The URL, or one that a redirect leads to, is malformed.",
            "What variables put into the URL, and Location of the answer before.",
            Codes + "CURLEURLMALFORMAT"),
        [5] = new(
            "A proxy's name does not resolve.", "Curlew uses no proxy, whatever the environment says: this should not be seen.",
            Codes + "CURLECOULDNTRESOLVEPROXY"),
        [6] = new(
            "The host's name does not resolve.",
            "Its spelling, also in what variables put there; the resolver of this machine, which may limit queries. Names are asked for "
            + "when a connection is opened: many such errors mean many new connections. resolve does without DNS.",
            Codes + "CURLECOULDNTRESOLVEHOST"),
        [7] = new(
            "No TCP connection came about: it was refused, or there is no way to the address.",
            "Whether the server listens there, restarts, or drops connections as its backlog overflows (ss -lnt; somaxconn). On this machine: "
            + "local ports and descriptors that run out when each request opens a connection (self-checks; connections.opened), so "
            + "reuse connections.",
            Codes + "CURLECOULDNTCONNECT"),
        [8] = new(
            "The answer cannot be read as HTTP, as with an impossible Content-Length.",
            "What answers there: another protocol on this port, or a proxy or application that writes broken headers.",
            Codes + "CURLEWEIRDSERVERREPLY"),
        [16] = new(
            "HTTP/2 failed for the whole connection, or ended a stream without error before any body: the server closed the "
            + "connection or sent GOAWAY with requests under way, or broke the framing.",
            "Servers and proxies that retire or restart; the server's log for why it closed. libcurl 7.88 fails so on every reused "
            + "connection with 2-prior-knowledge (curl's issue 10634). Compare with httpVersion 1.1.",
            Http2 + "6.8"),
        [18] = new(
            "The body ended before its announced length, or its connection or stream ended in the middle of it.",
            "Applications that die or time out while they write; proxies that cut off (nginx: proxy_read_timeout, a full disk of buffers); a "
            + "Content-Length that counts something else than what is sent.",
            Codes + "CURLEPARTIALFILE"),
        [22] = new(
            "The status is 400 or more, and libcurl was told to take that for an error.",
            "Curlew does not tell it so and judges statuses itself: this should not be seen.",
            Codes + "CURLEHTTPRETURNEDERROR"),
        [23] = new(
            "Curlew could not keep the answer that expect or extract looks into.",
            "This machine's memory: as many answers are kept as requests are under way. Lower maxResponseBytes.",
            Codes + "CURLEWRITEERROR"),
        [26] = new(
            "The request's body could not be read.", "Curlew sends bodies from memory: this should not be seen.", Codes + "CURLEREADERROR"),
        [27] = new(
            "libcurl got no memory.", "Memory of this machine or container; virtual users and answers that are kept for expect and extract.",
            Codes + "CURLEOUTOFMEMORY"),
        [35] = new(
            "The TLS handshake failed.",
            "TLS sent to a port of plain HTTP; no version or cipher in common; a name (SNI) that the server does not know. When it begins with "
            + "the load, the server or a balancer in front of it drops connections in the handshake, which costs it most: reuse connections.",
            Codes + "CURLESSLCONNECTERROR"),
        [42] = new(
            "Curlew ended the request itself, for the run was stopped or its time was over.",
            "Nothing: these requests were under way at the end. Many of them, and long ones, mean that the server answers slowly.",
            Codes + "CURLEABORTEDBYCALLBACK"),
        [47] = new(
            "More redirects than maxRedirects.", "A loop, often between http and https or to a login page: Location of the answers. Cookies "
            + "that the server expects to come back.",
            Codes + "CURLETOOMANYREDIRECTS"),
        [52] = new(
            "The server closed the connection without a byte of an answer.",
            "Workers that crash or restart at these moments, limits on connections, firewalls. On a reused connection libcurl repeats the "
            + "request by itself (hiddenRepeats), so that this is seen on new ones.",
            Codes + "CURLEGOTNOTHING"),
        [58] = new(
            "The client certificate or its key cannot be used.", "tls.clientCertificatePem and tls.clientKeyPem: whether they belong together "
            + "and are of a kind that this TLS library takes.",
            Codes + "CURLESSLCERTPROBLEM"),
        [60] = new(
            "The server's certificate was not accepted.",
            "Name, dates and chain (a missing intermediate certificate); one server of several with an old one. For a private authority give "
            + "tls.caCertificatePem; tls.verify false does without the check.",
            Codes + "CURLEPEERFAILEDVERIFICATION"),
        [61] = new(
            "The body's compression cannot be undone.", "Answers that are cut off or compressed twice; Content-Encoding that does not say what was sent.",
            Codes + "CURLEBADCONTENTENCODING"),
        [63] = new(
            "The body is larger than maxResponseBytes.", "Whether the answer is meant to be so large; else raise the step's limit.",
            "https://curl.se/libcurl/c/CURLOPT_MAXFILESIZE_LARGE.html"),
        [77] = new(
            "The certificates of authorities cannot be read.",
            "tls.caCertificatePem; else this engine's libcurl looks for a bundle that this machine does not have: install ca-certificates, or give "
            + "tls.caCertificatePem.",
            Codes + "CURLESSLCACERTBADFILE"),
        [92] = new(
            "The HTTP/2 stream was reset with an error (RST_STREAM, as INTERNAL_ERROR) or ended before its headers did; other streams of "
            + "the connection go on. REFUSED_STREAM is not among them: libcurl sends such a request again by itself (hiddenRepeats).",
            "The server's and the proxy's log at these moments: an application that fails in the middle of an answer, limits on streams and "
            + "headers, protection against resets. If the server has nothing to show, suspect libcurl: before 7.77 errors were told of the "
            + "wrong stream, 7.74 failed 3 % of requests on a sound server, 8.14 none. Compare engines, and httpVersion 1.1.",
            Http2 + "5.4.2"),
        [94] = new(
            "A mechanism of authentication failed.", "Curlew sends basic and bearer credentials, which need none: this should not be seen.",
            Codes + "CURLEAUTHERROR"),
        [95] = new(
            "HTTP/3 failed.", "Whether UDP gets through at this rate; compare with httpVersion 2.", Codes + "CURLEHTTP3"),
        [96] = new(
            "No QUIC connection came about.", "UDP to this port: firewalls, and servers that answer HTTPS over TCP alone. Its TLS may have failed too.",
            Codes + "CURLEQUICCONNECTERROR"),
        [98] = new(
            "The server asks for a client certificate.", "tls.clientCertificatePem and tls.clientKeyPem.", Codes + "CURLESSLCLIENTCERT"),
        [100] = new(
            "Something in the request or the answer is larger than libcurl allows.", "Headers that grow: cookies (keepCookies), extracted values.",
            Codes + "CURLETOOLARGE"),
    };

    private static readonly ErrorExplanation CertificateBefore762 = Explanations[60] with
    {
        Meaning = "The server's certificate was not accepted (51 is what libcurl before 7.62 says for 60).",
    };

    private static readonly ErrorExplanation TimeoutBeforeSending = new(
        "The time was over before the request was sent: while resolving the name, connecting or in the TLS handshake (connectTimeoutSeconds), "
        + "or while waiting for a stream.",
        "Packets that a firewall drops; a server whose backlog is full (SYNs get no answer); slow DNS; handshakes that the server does not get "
        + "to. The phases of these outcomes say which.",
        "https://curl.se/libcurl/c/CURLOPT_CONNECTTIMEOUT_MS.html");

    private static readonly ErrorExplanation TimeoutBeforeAnswer = new(
        "The request was sent, and timeoutSeconds were over before a byte of the answer came.",
        "What the application waits for: pools, locks, its own services. Whether serviceTimeMs of all requests rises towards the limit (it is "
        + "overloaded) or these stand alone (some are lost).",
        "https://curl.se/libcurl/c/CURLOPT_TIMEOUT_MS.html");

    private static readonly ErrorExplanation TimeoutWithinAnswer = new(
        "timeoutSeconds were over while the answer was coming.",
        "Size of the answer against bandwidth, also this machine's own; servers that stream without end; applications that stop in the middle.",
        "https://curl.se/libcurl/c/CURLOPT_TIMEOUT_MS.html");

    private static readonly ErrorExplanation SendOnNewConnection = new(
        "The connection, opened for this request, was closed or reset while the request was being sent.",
        "Servers that answer and close before they have read the body (limits on its size, failed authentication); workers that crash; limits on "
        + "connections at a firewall or balancer.",
        Codes + "CURLESENDERROR");

    private static readonly ErrorExplanation ReceiveOnNewConnection = new(
        "The connection, opened for this request, was reset or closed by TLS before the answer had come whole.",
        "Workers that crash or are restarted, limits on connections, balancers with a shorter time-out. Answers of which libcurl cannot read the "
        + "chunks, or with more than 300 KB of headers, fail so too; so do servers that want a client certificate (TLS 1.3).",
        Codes + "CURLERECVERROR");

    private static readonly ErrorExplanation RecycledConnection = new(
        "A connection that had served requests before was closed or reset under this one. libcurl repeats a request of which no answer had "
        + "begun, at most five times (hiddenRepeats); this one it could not save.",
        "Servers that close after so many requests or so long idle (nginx: keepalive_requests, keepalive_timeout) or reload their "
        + "configuration: raise the limits. A new connection is one way to see it: connectionReuse none.",
        Codes + "CURLERECVERROR");

    private static readonly ErrorExplanation RecycledHttp2Connection = new(
        "An HTTP/2 connection was closed or retired (GOAWAY) under requests that were on their way.",
        "Servers that retire connections after so many requests (nginx: keepalive_requests, 1000 by default) or reload. Up to 8.14 libcurl was "
        + "seen to fail 1 to 2 % of requests so where 8.22 failed none, and HTTP/1.1 none on any: compare engines before blaming the server.",
        Http2 + "6.8");

    public static ErrorExplanation Of(int code, ErrorExample example) => code switch
    {
        TimedOut when example.BytesDown > 0 => TimeoutWithinAnswer,
        TimedOut => example.BytesUp > 0 ? TimeoutBeforeAnswer : TimeoutBeforeSending,
        SendError or ReceiveError when example.HttpVersion == "2" => RecycledHttp2Connection,
        SendError or ReceiveError when !example.NewConnection => RecycledConnection,
        SendError => SendOnNewConnection,
        ReceiveError => ReceiveOnNewConnection,
        51 => CertificateBefore762,
        _ => Explanations.GetValueOrDefault(code) ?? new ErrorExplanation(
            "libcurl could not carry the request out.", "What libcurl's documentation says of this code.", Codes),
    };
}
