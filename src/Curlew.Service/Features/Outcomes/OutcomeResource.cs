using Curlew.Domain.Outcomes;

namespace Curlew.Service.Features.Outcomes;

/// <summary>
/// What happened to one request. All times are milliseconds; moments count from the run's startedAt. Where <c>fields</c> was
/// given, it has those alone.
/// </summary>
public sealed record OutcomeResource
{
    /// <summary>Its number in the run, from 1, in the order in which requests ended.</summary>
    public required long Row { get; init; }

    /// <summary>The step's name.</summary>
    public required string Step { get; init; }

    /// <summary>The virtual user's number, from 0.</summary>
    public required int VirtualUser { get; init; }

    /// <summary>The iteration's number in the run, from 0; absent for runs of versions that did not number them.</summary>
    public long? Iteration { get; init; }

    /// <summary>When the request was planned to start.</summary>
    public required double PlannedMs { get; init; }

    /// <summary>When it really started.</summary>
    public required double StartedMs { get; init; }

    /// <summary>When it ended, in whatever way.</summary>
    public required double EndedMs { get; init; }

    /// <summary>Response time: from the planned start to the last byte or the failure.</summary>
    public required double ResponseTimeMs { get; init; }

    /// <summary>Service time: from the real start to the last byte or the failure.</summary>
    public required double ServiceTimeMs { get; init; }

    /// <summary>Name resolution; 0 on a reused connection.</summary>
    public required double DnsMs { get; init; }

    /// <summary>TCP connect; 0 on a reused connection.</summary>
    public required double ConnectMs { get; init; }

    /// <summary>TLS handshake; 0 on a reused connection and on cleartext.</summary>
    public required double TlsMs { get; init; }

    /// <summary>Sending the request; 0 where libcurl does not say (before 8.10).</summary>
    public required double RequestSentMs { get; init; }

    /// <summary>Waiting for the answer's first byte since the request was sent; 0 where none came.</summary>
    public required double FirstByteMs { get; init; }

    /// <summary>The HTTP status of the last answer; 0 where none came.</summary>
    public required int Status { get; init; }

    /// <summary>libcurl's CURLcode; 0 is CURLE_OK (https://curl.se/libcurl/c/libcurl-errors.html).</summary>
    public required int CurlCode { get; init; }

    /// <summary>The CURLcode's symbol, as in <c>CURLE_HTTP2_STREAM</c>.</summary>
    public required string CurlSymbol { get; init; }

    /// <summary>Whether it counts as a success: CURLE_OK and an expected status.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>
    /// Why it counts as failed, the first that applies: <c>curlCode</c>, <c>status</c>, <c>header</c>, <c>body</c>,
    /// <c>json</c>, <c>maxTime</c> (what the step expects), <c>extraction</c> (a variable could not be set),
    /// <c>regexTimeout</c>, <c>template</c> (it was not sent: a value has no place where it was to stand),
    /// <c>target</c> (not sent: the target policy does not allow where it leads); <c>none</c>.
    /// </summary>
    public required FailureKind Failure { get; init; }

    /// <summary>The HTTP version that was negotiated: <c>1.0</c>, <c>1.1</c>, <c>2</c>, <c>3</c> or <c>none</c>.</summary>
    public required string HttpVersion { get; init; }

    /// <summary>The connection's id, unique in the run (before libcurl 8.2 its local port); -1 where it never had one.</summary>
    public required long ConnectionId { get; init; }

    /// <summary>Whether a connection was opened for this request.</summary>
    public required bool NewConnection { get; init; }

    /// <summary>Bytes sent: request line, headers and body, as libcurl counts them.</summary>
    public required long BytesUp { get; init; }

    /// <summary>Bytes received: headers and body, as libcurl counts them.</summary>
    public required long BytesDown { get; init; }

    /// <summary>How often libcurl silently sent the request again; 255 at most.</summary>
    public required int HiddenRepeats { get; init; }

    /// <summary>Redirects that were followed; 255 at most.</summary>
    public required int Redirects { get; init; }
}
