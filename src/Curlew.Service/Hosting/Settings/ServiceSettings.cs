using System.ComponentModel.DataAnnotations;
using Curlew.Storage.Database;

namespace Curlew.Service.Hosting.Settings;

/// <summary>All settings of the service, read and checked once, before anything starts.</summary>
/// <param name="Urls">
/// Setting <c>Urls</c>: where the service listens, separated by semicolons; default <see cref="DefaultUrls"/>. Where there are
/// <c>Kestrel:Endpoints</c>, which can have certificates, these are where it listens instead, and their <c>Url</c>s are here.
/// </param>
/// <param name="Storage">Settings below <c>Storage</c>.</param>
/// <param name="Execution">Settings below <c>Execution</c>.</param>
/// <param name="Retention">Settings below <c>Retention</c>.</param>
/// <param name="Metrics">Settings below <c>Metrics</c>.</param>
/// <param name="Targets">Settings below <c>Targets</c>.</param>
/// <param name="Limits">Settings below <c>Limits</c>.</param>
/// <param name="Secrets">Settings below <c>Secrets</c>.</param>
/// <param name="Http">Settings below <c>Http</c>.</param>
/// <param name="Engines">Settings below <c>Engines</c>: a libcurl build by name.</param>
/// <param name="ConnectionString">Setting <c>ConnectionStrings:Curlew</c>, for PostgreSQL.</param>
public sealed record ServiceSettings(
    string Urls,
    StorageSettings Storage,
    ExecutionSettings Execution,
    RetentionSettings Retention,
    MetricsSettings Metrics,
    TargetSettings Targets,
    LimitSettings Limits,
    SecretSettings Secrets,
    HttpSettings Http,
    IReadOnlyDictionary<string, EngineSettings> Engines,
    string? ConnectionString)
{
    /// <summary>Only this machine reaches it: whoever can POST a run can send load.</summary>
    public const string DefaultUrls = "http://127.0.0.1:5080";

    /// <summary>Kestrel's own settings, which take precedence over <c>Urls</c>.</summary>
    internal const string KestrelEndpoints = "Kestrel:Endpoints";
}

/// <summary>Where runs and outcomes are kept.</summary>
public sealed record StorageSettings
{
    /// <summary><c>Sqlite</c> (default) or <c>Postgres</c>, which needs <c>ConnectionStrings:Curlew</c>.</summary>
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>
    /// The directory of the SQLite database and, with either provider, of the outcomes; default <c>data/</c>. A relative
    /// one is below the current directory.
    /// </summary>
    [Required(AllowEmptyStrings = false)]
    public string Directory { get; init; } = "data/";
}

/// <summary>How runs are carried out.</summary>
public sealed record ExecutionSettings
{
    /// <summary>Runs at the same time; default 1, because runs side by side disturb each other's numbers.</summary>
    [Range(1, 64)]
    public int ConcurrentRuns { get; init; } = 1;

    /// <summary>Event loops, each a thread, that share the load of one run; default 1.</summary>
    [Range(1, 256)]
    public int EventLoops { get; init; } = 1;

    /// <summary>
    /// For how many seconds a claim on a run lasts unless it is renewed, which is done thrice in that time; default 15. A run whose lease
    /// cannot be renewed stops sending three seconds before it is over, and other nodes take it for left behind half a minute after.
    /// </summary>
    [Range(6, 600)]
    public int LeaseSeconds { get; init; } = 15;

    /// <summary>This process among those that share a PostgreSQL database; default the machine's name.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Node { get; init; } = Environment.MachineName;
}

/// <summary>Where metrics are sent; <c>/metrics</c> has them in any case.</summary>
public sealed record MetricsSettings
{
    /// <summary>
    /// The address of an OTLP receiver, as in <c>http://collector:4317</c>; default none. The environment variable
    /// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> goes before it, and the other ones of OpenTelemetry say how it is spoken to.
    /// </summary>
    public string? OtlpEndpoint { get; init; }
}

/// <summary>One libcurl build.</summary>
public sealed record EngineSettings
{
    /// <summary>The library's file, as in <c>/opt/curl-8.21/lib/libcurl.so.4</c>.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Path { get; init; } = "";
}
