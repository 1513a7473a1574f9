using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>
/// A run definition as JSON. Either the full form (<c>steps</c> and <c>load</c>) or the shorthand (<c>url</c> with
/// <c>virtualUsers</c> or <c>ratePerSecond</c> and <c>durationSeconds</c> or <c>requests</c>); answers always hold the
/// resolved full form.
/// </summary>
/// <remarks>Every field is optional here so that <see cref="Reading.DefinitionReader"/> can name all faults at once.</remarks>
public sealed record RunDefinitionDocument
{
    /// <summary>What people call it; default: method and URL of the first step.</summary>
    [MaxLength(DefinitionLimits.NameLength)]
    public string? Name { get; init; }

    /// <summary>
    /// <c>auto</c> (default: libcurl negotiates), <c>1.1</c>, <c>2</c> (an attempt: see <c>httpVersions</c> in the
    /// summary for what was negotiated) or <c>2-prior-knowledge</c> (cleartext h2 or h2-only servers).
    /// Source: https://curl.se/libcurl/c/CURLOPT_HTTP_VERSION.html
    /// </summary>
    [AllowedValues("auto", "1.1", "2", "2-prior-knowledge"), DefaultValue("auto")]
    public string? HttpVersion { get; init; }

    /// <summary>
    /// Size of libcurl's connection cache for the run. It tunes memory and reuse; it is not a limit on concurrency.
    /// With fewer than the connections in flight, each completed request closes a connection and the next one
    /// reconnects. Source: https://curl.se/libcurl/c/CURLMOPT_MAXCONNECTS.html
    /// </summary>
    [Range(DefinitionLimits.MinMaxConnects, DefinitionLimits.MaxMaxConnects), DefaultValue((long)DefinitionLimits.DefaultMaxConnects)]
    public long? MaxConnects { get; init; }

    /// <summary>
    /// Who may use a connection that is open already: <c>shared</c> (default: every virtual user, as libcurl has it),
    /// <c>perVirtualUser</c> (whoever opened it, as browsers do; each then keeps at least one, whatever <c>maxConnects</c> is)
    /// or <c>none</c> (each request opens one; the generator's local ports then bound the rate).
    /// </summary>
    [AllowedValues("shared", "perVirtualUser", "none"), DefaultValue("shared")]
    public string? ConnectionReuse { get; init; }

    /// <summary>The libcurl build to run on, one of GET /api/v1/engines.</summary>
    [DefaultValue(DefinitionLimits.DefaultEngine)]
    public string? Engine { get; init; }

    /// <summary>The journey that one iteration performs, in order.</summary>
    [MaxLength(DefinitionLimits.Steps)]
    public IReadOnlyList<StepDocument>? Steps { get; init; }

    /// <summary>Rows that iterations take variables from.</summary>
    [MaxLength(DefinitionLimits.DataFeeds)]
    public IReadOnlyList<DataFeedDocument>? Data { get; init; }

    /// <summary>How much load.</summary>
    public LoadDocument? Load { get; init; }

    /// <summary>
    /// How long at the beginning of the load requests are sent but left out of all figures, in seconds; part of the load's
    /// duration. Default 0.
    /// </summary>
    [Range(0, DefinitionLimits.DurationSeconds), DefaultValue(0.0)]
    public double? WarmUpSeconds { get; init; }

    /// <summary>
    /// How many HTTP/2 connections carry the load; default: as libcurl shares them. The run fails where HTTP/2 is not what
    /// the server negotiates.
    /// </summary>
    [Range(1, DefinitionLimits.VirtualUsers)]
    public long? Connections { get; init; }

    /// <summary>The most HTTP/2 streams at a time on each connection; default: as libcurl and the server have it.</summary>
    [Range(1, DefinitionLimits.StreamsPerConnection)]
    public long? StreamsPerConnection { get; init; }

    /// <summary>
    /// Addresses to use instead of asking DNS, so that URLs, <c>Host</c> and certificates keep their names.
    /// Source: https://curl.se/libcurl/c/CURLOPT_RESOLVE.html
    /// </summary>
    [MaxLength(DefinitionLimits.Resolve)]
    public IReadOnlyList<ResolveDocument>? Resolve { get; init; }

    /// <summary>How servers are authenticated, and the client to them.</summary>
    public TlsDocument? Tls { get; init; }

    /// <summary>Whether a virtual user keeps its cookies from one iteration to the next; default false.</summary>
    [DefaultValue(false)]
    public bool? KeepCookies { get; init; }

    /// <summary>The limits by which the run is judged.</summary>
    [MaxLength(DefinitionLimits.Thresholds)]
    public IReadOnlyList<ThresholdDocument>? Thresholds { get; init; }

    /// <summary>
    /// Whether the run is judged by its thresholds although a self-check says that its figures show the generator rather
    /// than the target; default false: then the verdict is <c>notApplicable</c>.
    /// </summary>
    [DefaultValue(false)]
    public bool? JudgeInvalidRuns { get; init; }

    /// <summary>Which outcomes are stored to be queried; default all.</summary>
    public OutcomesDocument? Outcomes { get; init; }

    /// <summary>What ends the load before its defined end; default nothing.</summary>
    public LimitsDocument? Limits { get; init; }

    /// <summary>What runs of the saved definition are held against, and what counts as a change.</summary>
    public RegressionDocument? Regression { get; init; }

    /// <summary>Shorthand for a single step: its URL.</summary>
    [MaxLength(DefinitionLimits.UrlLength)]
    public string? Url { get; init; }

    /// <summary>Shorthand for a single step: its method; default GET.</summary>
    [MaxLength(DefinitionLimits.MethodLength)]
    public string? Method { get; init; }

    /// <summary>Shorthand for <c>load.virtualUsers</c> of a closed load; default 1.</summary>
    [Range(1, DefinitionLimits.VirtualUsers)]
    public long? VirtualUsers { get; init; }

    /// <summary>Shorthand for <c>load.durationSeconds</c>.</summary>
    [Range(DefinitionLimits.MinDurationSeconds, DefinitionLimits.DurationSeconds)]
    public double? DurationSeconds { get; init; }

    /// <summary>Shorthand for <c>load.requests</c> of a closed load.</summary>
    [Range(1, DefinitionLimits.Requests)]
    public long? Requests { get; init; }

    /// <summary>Shorthand for an open load of one stage: <c>load.stages[0].ratePerSecond</c>.</summary>
    [Range(0, DefinitionLimits.RatePerSecond)]
    public double? RatePerSecond { get; init; }

    /// <summary>Shorthand for <c>load.maxVirtualUsers</c> of an open load.</summary>
    [Range(1, DefinitionLimits.VirtualUsers)]
    public long? MaxVirtualUsers { get; init; }
}
