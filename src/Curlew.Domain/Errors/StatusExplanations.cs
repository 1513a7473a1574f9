namespace Curlew.Domain.Errors;

/// <summary>What HTTP statuses that a step does not expect commonly mean under load.</summary>
internal static class StatusExplanations
{
    private const string Semantics = "https://www.rfc-editor.org/rfc/rfc9110.html#section-";
    private const string MoreStatuses = "https://www.rfc-editor.org/rfc/rfc6585.html#section-";

    private static readonly Dictionary<int, ErrorExplanation> Explanations = new()
    {
        [400] = new(
            "The server cannot make sense of the request.",
            "What variables put into URL, headers and body; a Content-Type that does not fit the body. Plain HTTP sent to a port of TLS "
            + "is answered so by nginx and others.",
            Semantics + "15.5.1"),
        [401] = new(
            "The request carries no credentials that the server accepts.",
            "authentication of the step; a token that expired during the run or was extracted from a failed login; one session for all "
            + "virtual users where the server allows fewer.",
            Semantics + "15.5.2"),
        [403] = new(
            "The server understood the request and refuses it.",
            "Rights of the test's account; a firewall, bot protection or rate limit that takes the load for an attack: then answers change "
            + "within seconds of the start and come from the edge, not from the application.",
            Semantics + "15.5.4"),
        [404] = new(
            "There is nothing at this address.",
            "What variables put into the URL; data that an earlier run deleted; a server or replica that was deployed anew without it.",
            Semantics + "15.5.5"),
        [405] = new(
            "The address does not take this method.", "The step's method; whether a redirect changed POST into GET.", Semantics + "15.5.6"),
        [408] = new(
            "The server gave up waiting for the whole request.",
            "Requests that are sent slowly: a generator that is busy (self-checks), a narrow uplink; a server that answers idle "
            + "connections so when it closes them.",
            Semantics + "15.5.9"),
        [409] = new(
            "The request collides with the state of what it is about.", "Virtual users that change the same thing: give each its own row of data.",
            Semantics + "15.5.10"),
        [413] = new(
            "The request's body is larger than the server takes.",
            "The server's or the proxy's limit (nginx: client_max_body_size, 1 MB by default).", Semantics + "15.5.14"),
        [421] = new(
            "The connection leads to a server that does not answer for this host.",
            "Several hosts of one certificate behind different servers, where HTTP/2 reuses one connection for them; resolve that points a "
            + "host to the wrong address; a TLS name that differs from Host.",
            Semantics + "15.5.20"),
        [422] = new(
            "The server understood the body, but not what it asks for.", "What variables put into the body; the answer's body mostly says which field.",
            Semantics + "15.5.21"),
        [429] = new(
            "The server limits how often this client may ask.",
            "Limits per address, account or key: a load generator is one client to them. Raise them for the test, spread it over several "
            + "accounts, or lower the rate; until then the figures show the limiter.",
            MoreStatuses + "4"),
        [431] = new(
            "The request's headers are larger than the server takes.",
            "Cookies that grow from iteration to iteration (keepCookies), long tokens; the server's limit (nginx: large_client_header_buffers).",
            MoreStatuses + "5"),
        [500] = new(
            "The application failed.",
            "Its log at these moments. When it begins with the load: exhausted pools of database connections or threads, locks, memory.",
            Semantics + "15.6.1"),
        [502] = new(
            "A proxy got no proper answer from the server behind it.",
            "The proxy's error log: connections refused or reset by the application, which crashed, restarted, or closes idle connections "
            + "before the proxy does (its keep-alive time has to be longer than the proxy's).",
            Semantics + "15.6.3"),
        [503] = new(
            "The server is overloaded or in maintenance, and says so.",
            "Limits on connections, queues or workers; health checks that took all servers out; a rate limit (nginx's limit_req and "
            + "limit_conn answer 503 by default). The timeline shows at which rate it begins.",
            Semantics + "15.6.4"),
        [504] = new(
            "A proxy waited too long for the server behind it.",
            "The proxy's time-out (nginx: proxy_read_timeout, 60 s by default) against serviceTimeMs of these outcomes; what the application "
            + "waits for: database, locks, other services.",
            Semantics + "15.6.5"),
    };

    private static readonly ErrorExplanation NoStatus = new(
        "The request ended without a status.", "What the outcomes say beside it.", Semantics + "15");

    private static readonly ErrorExplanation[] Classes =
    [
        new("The server answered with an interim status alone.", "What the server does after it.", Semantics + "15.2"),
        new(
            "The request succeeded, but not with a status that the step expects.",
            "expect.status; 204 and 206 where content was expected, 202 where the work goes on after the answer.", Semantics + "15.3"),
        new(
            "The server redirects, and the step does not expect that.",
            "Location of such an answer, as http to https or a login page after the session has expired; followRedirects, or the final URL "
            + "in the step.",
            Semantics + "15.4"),
        new("The server takes the request for wrong.", "What variables put into it; the answer's body.", Semantics + "15.5"),
        new("The server failed.", "Its log at these moments.", Semantics + "15.6"),
    ];

    public static ErrorExplanation Of(int status) =>
        Explanations.GetValueOrDefault(status) ?? (status / 100 is >= 1 and <= 5 and var digit ? Classes[digit - 1] : NoStatus);
}
