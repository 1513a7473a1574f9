using Curlew.Domain.Engines;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Verdicts;

namespace Curlew.Domain.Summaries;

/// <summary>What a run's outcomes add up to.</summary>
public sealed record RunSummary
{
    /// <summary>All steps together.</summary>
    public required StepSummary Total { get; init; }

    /// <summary>Each step, in the journey's order.</summary>
    public required IReadOnlyList<StepSummary> Steps { get; init; }

    /// <summary>Outcomes by HTTP status; 0 stands for "no answer".</summary>
    public required IReadOnlyList<StatusCount> StatusCodes { get; init; }

    /// <summary>Outcomes by CURLcode, 0 (CURLE_OK) among them.</summary>
    public required IReadOnlyList<CurlCodeCount> CurlCodes { get; init; }

    /// <summary>Outcomes by negotiated HTTP version.</summary>
    public required IReadOnlyList<HttpVersionCount> HttpVersions { get; init; }

    /// <summary>Failed outcomes by why they count as failed.</summary>
    public required IReadOnlyList<FailureCount> Failures { get; init; }

    /// <summary>Iterations of the journey, against the plan; absent where only a run's seconds are left of it.</summary>
    public IterationFigures? Iterations { get; init; }

    /// <summary>What was sent during the warm-up and is in none of the other figures; null where there is no warm-up.</summary>
    public WarmUpFigures? WarmUp { get; init; }

    /// <summary>The thresholds, each with what came of it.</summary>
    public required IReadOnlyList<ThresholdResult> Thresholds { get; init; }

    /// <summary>What the thresholds come to.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>How many outcomes are stored to be queried, and why not all.</summary>
    public required OutcomeFigures Outcomes { get; init; }

    /// <summary>What became of connections; absent where only a run's seconds are left of it.</summary>
    public ConnectionFigures? Connections { get; init; }

    /// <summary>What the load cost the generator.</summary>
    public required GeneratorFigures Generator { get; init; }

    /// <summary>
    /// The worst of the self-checks: <c>pass</c>; <c>warn</c>: read the figures with care; <c>invalid</c>: they show the
    /// generator rather than the target.
    /// </summary>
    public required SelfCheckResult Validity { get; init; }

    /// <summary>Checks of the generator itself; one that is invalid puts the figures in doubt.</summary>
    public required IReadOnlyList<SelfCheck> SelfChecks { get; init; }

    /// <summary>What is known of the engine and matters to this run.</summary>
    public required IReadOnlyList<Advisory> Advisories { get; init; }

    /// <summary>The engine that the run was executed on.</summary>
    public required EngineUsed Engine { get; init; }

    /// <summary>The request that was sent before the load; it is in none of the other figures.</summary>
    public required PreflightResult Preflight { get; init; }

    /// <summary>From the first start (after the warm-up) to the last end, in seconds.</summary>
    public required double DurationSeconds { get; init; }
}

/// <summary>The engine that a run was executed on.</summary>
/// <param name="Name">Its name in the definition.</param>
/// <param name="LibcurlVersion">libcurl's version.</param>
/// <param name="TlsVersion">The TLS library's version.</param>
/// <param name="Nghttp2Version">nghttp2's version.</param>
public sealed record EngineUsed(string Name, string LibcurlVersion, string? TlsVersion, string? Nghttp2Version);

/// <summary>Outcomes with one HTTP status.</summary>
/// <param name="Status">The status; 0 for "no answer".</param>
/// <param name="Count">How many.</param>
public sealed record StatusCount(int Status, long Count);

/// <summary>Outcomes with one CURLcode (https://curl.se/libcurl/c/libcurl-errors.html).</summary>
/// <param name="Code">The number.</param>
/// <param name="Symbol">The symbol, as in <c>CURLE_HTTP2_STREAM</c>.</param>
/// <param name="Text">libcurl's own text (curl_easy_strerror).</param>
/// <param name="Count">How many.</param>
public sealed record CurlCodeCount(int Code, string Symbol, string Text, long Count);

/// <summary>Outcomes that count as failed for one reason.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Count">How many.</param>
public sealed record FailureCount(FailureKind Kind, long Count);

/// <summary>Outcomes with one negotiated HTTP version.</summary>
/// <param name="Version"><c>1.0</c>, <c>1.1</c>, <c>2</c>, <c>3</c> or <c>none</c>.</param>
/// <param name="Count">How many.</param>
public sealed record HttpVersionCount(string Version, long Count);
