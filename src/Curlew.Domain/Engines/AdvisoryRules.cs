namespace Curlew.Domain.Engines;

/// <summary>
/// What is known of libcurl versions. Each rule says what was measured and what is only reported; nobody has bisected
/// the fixes, so versions are those in which a change was seen or is in libcurl's history.
/// </summary>
public static class AdvisoryRules
{
    private static readonly Version Oldest = new(0, 0);

    private static readonly (Version Since, Version Before, Advisory Advisory)[] Rules =
    [
        (Oldest, new Version(7, 77), new Advisory(
            "http2-misattribution-before-7.77",
            AdvisorySeverity.Critical,
            AdvisoryScope.Http2,
            "Before 7.77 libcurl kept HTTP/2 stream errors per connection, so that one stream's error could be reported on "
            + "another or be lost. Against a server that reset 79 streams, 7.74 reported 12 errors, showed the other 67 as "
            + "successes and used 15 times the CPU. Do not trust success counts over HTTP/2; use HTTP/1.1 or an engine of 8.14 "
            + "or newer.")),
        (new Version(7, 88), new Version(8, 0), new Advisory(
            "http2-prior-knowledge-7.88",
            AdvisorySeverity.Critical,
            AdvisoryScope.Http2,
            "7.88 fails every request on a reused connection with CURLcode 16 when httpVersion is 2-prior-knowledge (curl's "
            + "issue 10634, mended in 8.0.0; seen on 7.88.1). Use another engine for it, or httpVersion 2 over TLS.")),
        (Oldest, new Version(8, 14), new Advisory(
            "http2-before-8.14",
            AdvisorySeverity.Warning,
            AdvisoryScope.Http2,
            "Before 8.14 error 92 (CURLE_HTTP2_STREAM) may come from libcurl rather than from the server: 7.74 was seen to fail "
            + "about 3 % of requests with it, and moving to 8.14 ended that. Which version in between mended it is not known; "
            + "7.88.1 reported a server's resets correctly when measured. Upgrade libcurl, or use HTTP/1.1 where you cannot.")),
        (Oldest, new Version(8, 15), new Advisory(
            "http2-goaway-before-8.15",
            AdvisorySeverity.Warning,
            AdvisoryScope.Http2,
            "When a server retires an HTTP/2 connection with GOAWAY (nginx does after keepalive_requests), up to 8.14 requests were seen "
            + "to fail with CURLcode 55 or 56: a few in 10,000, on a busy machine 1 to 2 % (measured on 7.88.1 and 8.14.1; none on 8.21 and "
            + "8.22, versions in between were not measured). Such errors need not be the server's; HTTP/1.1 showed none on any version.")),
        (Oldest, new Version(7, 87), new Advisory(
            "ca-bundle-before-7.87",
            AdvisorySeverity.Warning,
            AdvisoryScope.Always,
            "Before 7.87 libcurl with OpenSSL parses the system's CA bundle anew for each TLS connection, even where tls.verify is false. With "
            + "7.74 a connection was seen to cost 55 ms of CPU (144 certificates, OpenSSL 3.0), from 7.88 on 4 ms: ten connections a second "
            + "take half a core. Where a run opens many connections over TLS, its times and CPU are of that; use another engine.")),
        (Oldest, new Version(7, 80), new Advisory(
            "hidden-repeats-before-7.80",
            AdvisorySeverity.Info,
            AdvisoryScope.Always,
            "libcurl silently sends a request again when a reused connection dies before an answer came. Before 7.80 it does not "
            + "say so (CURLOPT_PREREQFUNCTION is missing): hidden repeats are shown as 0, and a server may count more requests "
            + "than this run.")),
        (Oldest, new Version(8, 2), new Advisory(
            "connection-ids-before-8.2",
            AdvisorySeverity.Info,
            AdvisoryScope.Always,
            "Before 8.2 libcurl gives connections no ids (CURLINFO_CONN_ID): the local port stands in for it, and may name two "
            + "connections that followed each other.")),
        (Oldest, new Version(8, 10), new Advisory(
            "request-sent-before-8.10",
            AdvisorySeverity.Info,
            AdvisoryScope.Always,
            "Before 8.10 libcurl does not say when a request had been sent (CURLINFO_POSTTRANSFER_TIME_T): that phase is "
            + "missing, and the time to the first byte includes it.")),
    ];

    /// <summary>All advisories on a version, the gravest first.</summary>
    public static IReadOnlyList<Advisory> For(Version libcurl) =>
    [
        .. Rules.Where(rule => libcurl >= rule.Since && libcurl < rule.Before)
            .Select(rule => rule.Advisory)
            .OrderByDescending(advisory => advisory.Severity),
    ];

    /// <summary>Those of an engine's advisories that matter to a run.</summary>
    /// <param name="advisories">The engine's advisories.</param>
    /// <param name="http2InPlay">Whether the run asked for HTTP/2 or negotiated it.</param>
    public static IReadOnlyList<Advisory> Applying(IEnumerable<Advisory> advisories, bool http2InPlay) =>
        [.. advisories.Where(advisory => advisory.AppliesTo == AdvisoryScope.Always || http2InPlay)];
}
