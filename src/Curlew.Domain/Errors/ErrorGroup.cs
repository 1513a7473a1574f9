using Curlew.Domain.Outcomes;

namespace Curlew.Domain.Errors;

/// <summary>Failed requests of a run that failed in the same way, those of the warm-up among them.</summary>
/// <param name="CurlCode">Their CURLcode.</param>
/// <param name="Status">Their HTTP status; 0 for "no answer".</param>
/// <param name="Failure">Why they count as failed.</param>
/// <param name="Count">How many.</param>
/// <param name="FirstEndedMs">When the first of them ended, in milliseconds since the run's start.</param>
/// <param name="LastEndedMs">When the last of them ended.</param>
/// <param name="Steps">How many there are by step, by the steps' places in the journey.</param>
/// <param name="Example">The first of them.</param>
/// <param name="Detail">What is to be said of these very failures; null for nothing.</param>
public sealed record ErrorGroup(
    int CurlCode,
    int Status,
    FailureKind Failure,
    long Count,
    double FirstEndedMs,
    double LastEndedMs,
    IReadOnlyList<long> Steps,
    ErrorExample Example,
    string? Detail = null);

/// <summary>One failed request. Moments are milliseconds since the run's start.</summary>
/// <param name="Step">The step's place in the journey.</param>
/// <param name="VirtualUser">The virtual user's number.</param>
/// <param name="Iteration">The iteration's number in the run.</param>
/// <param name="StartedMs">When it really started.</param>
/// <param name="ServiceTimeMs">How long it took from there.</param>
/// <param name="HttpVersion">The negotiated version.</param>
/// <param name="ConnectionId">The connection's id; -1 where it never had one.</param>
/// <param name="NewConnection">Whether a connection was opened for it.</param>
/// <param name="BytesUp">Bytes sent.</param>
/// <param name="BytesDown">Bytes received.</param>
public sealed record ErrorExample(
    int Step,
    int VirtualUser,
    long Iteration,
    double StartedMs,
    double ServiceTimeMs,
    string HttpVersion,
    long ConnectionId,
    bool NewConnection,
    long BytesUp,
    long BytesDown);
