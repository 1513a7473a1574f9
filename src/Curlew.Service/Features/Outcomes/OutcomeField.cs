namespace Curlew.Service.Features.Outcomes;

/// <summary>The fields of <see cref="OutcomeResource"/>, in its order; their names are its names.</summary>
internal enum OutcomeField
{
    Row,
    Step,
    VirtualUser,
    Iteration,
    PlannedMs,
    StartedMs,
    EndedMs,
    ResponseTimeMs,
    ServiceTimeMs,
    DnsMs,
    ConnectMs,
    TlsMs,
    RequestSentMs,
    FirstByteMs,
    Status,
    CurlCode,
    CurlSymbol,
    Succeeded,
    Failure,
    HttpVersion,
    ConnectionId,
    NewConnection,
    BytesUp,
    BytesDown,
    HiddenRepeats,
    Redirects,
}
