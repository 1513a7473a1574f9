using Curlew.Domain.Errors;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Runs;
using Curlew.Engine.Catalog;
using Curlew.LibCurl;
using Curlew.Service.Features.Runs;
using Curlew.Storage.Runs;

namespace Curlew.Service.Features.Errors;

/// <summary>Failed requests of a run that failed in the same way.</summary>
public sealed record ErrorResource
{
    /// <summary>Their CURLcode (https://curl.se/libcurl/c/libcurl-errors.html); 0 where libcurl had nothing to complain of.</summary>
    public required int CurlCode { get; init; }

    /// <summary>Its symbol, as in <c>CURLE_HTTP2_STREAM</c>.</summary>
    public required string CurlSymbol { get; init; }

    /// <summary>What the run's libcurl says of that code (curl_easy_strerror); absent where that build is not loaded any more.</summary>
    public string? CurlText { get; init; }

    /// <summary>Their HTTP status; 0 for "no answer".</summary>
    public required int Status { get; init; }

    /// <summary>Why they count as failed.</summary>
    public required FailureKind Failure { get; init; }

    /// <summary>How many there are.</summary>
    public required long Count { get; init; }

    /// <summary>Their share of all requests, in percent.</summary>
    public required double PercentOfRequests { get; init; }

    /// <summary>Their share of all failed requests, in percent.</summary>
    public required double PercentOfFailed { get; init; }

    /// <summary>When the first of them ended, in milliseconds since the run's start.</summary>
    public required double FirstEndedMs { get; init; }

    /// <summary>When the last of them ended.</summary>
    public required double LastEndedMs { get; init; }

    /// <summary>When the first of them ended (ISO 8601, UTC).</summary>
    public DateTime? FirstEndedAt { get; init; }

    /// <summary>When the last of them ended.</summary>
    public DateTime? LastEndedAt { get; init; }

    /// <summary>How many there are by step, in the journey's order; steps without any are left out.</summary>
    public required IReadOnlyList<StepErrorCount> Steps { get; init; }

    /// <summary>The first of them.</summary>
    public required ErrorExampleResource Example { get; init; }

    /// <summary>What this commonly means.</summary>
    public required ErrorExplanation Explanation { get; init; }

    /// <summary>Where to find all of them, as far as outcomes were kept.</summary>
    public required string Outcomes { get; init; }

    internal static ErrorResource Of(
        ErrorGroup group, RunRecord run, List<string> stepNames, long requests, long failed, EngineCatalog engines) => new()
    {
        CurlCode = group.CurlCode,
        CurlSymbol = ((CurlCode)group.CurlCode).ToSymbol(),
        CurlText = engines.Describe(run.Engine, (CurlCode)group.CurlCode),
        Status = group.Status,
        Failure = group.Failure,
        Count = group.Count,
        PercentOfRequests = Percent(group.Count, requests),
        PercentOfFailed = Percent(group.Count, failed),
        FirstEndedMs = group.FirstEndedMs,
        LastEndedMs = group.LastEndedMs,
        FirstEndedAt = run.StartedAt?.AddMilliseconds(group.FirstEndedMs).UtcDateTime,
        LastEndedAt = run.StartedAt?.AddMilliseconds(group.LastEndedMs).UtcDateTime,
        Steps = [.. stepNames.Zip(group.Steps, (name, count) => new StepErrorCount(name, count)).Where(step => step.Count > 0)],
        Example = ErrorExampleResource.Of(group.Example, stepNames),
        Explanation = ErrorExplanations.Of(group),
        Outcomes = AddressOf(group, run),
    };

    private static double Percent(long part, long whole) => whole == 0 ? 0 : Math.Round(100.0 * part / whole, 4);

    /// <summary>A CURLcode says why by itself; where there is none, requests of the same status may have failed for several reasons.</summary>
    private static string AddressOf(ErrorGroup group, RunRecord run)
    {
        var reason = group.Failure == FailureKind.CurlCode ? "" : $"&failure={ApiWords<FailureKind>.Of(group.Failure)}";
        return $"{RunAddress.Of(new RunId(run.Id))}/outcomes?curlCode={group.CurlCode}&status={group.Status}&failed=true{reason}";
    }
}

/// <summary>How many requests of one step failed in the same way.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="Count">How many.</param>
public sealed record StepErrorCount(string Name, long Count);

/// <summary>One failed request. Moments are milliseconds since the run's start.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="VirtualUser">The virtual user's number.</param>
/// <param name="Iteration">The iteration's number in the run.</param>
/// <param name="StartedMs">When it really started.</param>
/// <param name="ServiceTimeMs">How long it took from there.</param>
/// <param name="HttpVersion">The negotiated version: <c>1.0</c>, <c>1.1</c>, <c>2</c>, <c>3</c> or <c>none</c>.</param>
/// <param name="ConnectionId">The connection's id; absent where it never had one.</param>
/// <param name="NewConnection">Whether a connection was opened for it.</param>
/// <param name="BytesUp">Bytes sent.</param>
/// <param name="BytesDown">Bytes received.</param>
public sealed record ErrorExampleResource(
    string Step,
    int VirtualUser,
    long Iteration,
    double StartedMs,
    double ServiceTimeMs,
    string HttpVersion,
    long? ConnectionId,
    bool NewConnection,
    long BytesUp,
    long BytesDown)
{
    internal static ErrorExampleResource Of(ErrorExample example, List<string> stepNames) => new(
        stepNames[example.Step],
        example.VirtualUser,
        example.Iteration,
        example.StartedMs,
        example.ServiceTimeMs,
        example.HttpVersion,
        example.ConnectionId < 0 ? null : example.ConnectionId,
        example.NewConnection,
        example.BytesUp,
        example.BytesDown);
}
