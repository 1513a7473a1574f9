using Curlew.Domain.Engines;

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

    /// <summary>What became of connections.</summary>
    public required ConnectionFigures Connections { get; init; }

    /// <summary>What the load cost the generator.</summary>
    public required GeneratorFigures Generator { get; init; }

    /// <summary>Checks of the generator itself; one that is invalid puts the figures in doubt.</summary>
    public required IReadOnlyList<SelfCheck> SelfChecks { get; init; }

    /// <summary>What is known of the engine and matters to this run.</summary>
    public required IReadOnlyList<Advisory> Advisories { get; init; }

    /// <summary>The engine that the run was executed on.</summary>
    public required EngineUsed Engine { get; init; }

    /// <summary>The request that was sent before the load; it is in none of the other figures.</summary>
    public required PreflightResult Preflight { get; init; }

    /// <summary>From the first start to the last end, in seconds.</summary>
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

/// <summary>Outcomes with one negotiated HTTP version.</summary>
/// <param name="Version"><c>1.0</c>, <c>1.1</c>, <c>2</c>, <c>3</c> or <c>none</c>.</param>
/// <param name="Count">How many.</param>
public sealed record HttpVersionCount(string Version, long Count);

/// <summary>A check of the generator itself.</summary>
/// <param name="Name">A stable name, as in <c>eventLoopCpu</c>.</param>
/// <param name="Result">What it came to.</param>
/// <param name="Value">The figure, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The figure's unit.</param>
/// <param name="Message">What it means, as a sentence.</param>
public sealed record SelfCheck(string Name, SelfCheckResult Result, double Value, string Unit, string Message);

/// <summary>What a self-check came to.</summary>
public enum SelfCheckResult
{
    /// <summary>Nothing to worry about.</summary>
    Pass,

    /// <summary>Read the figures with care.</summary>
    Warn,

    /// <summary>The figures show the generator rather than the target.</summary>
    Invalid,
}
