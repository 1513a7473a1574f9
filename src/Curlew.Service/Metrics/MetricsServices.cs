using Curlew.Service.Hosting.Settings;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Curlew.Service.Metrics;

/// <summary>
/// Metrics of the service: its own, ASP.NET Core's and the runtime's. Prometheus fetches them at <see cref="Address"/>; OTLP sends
/// them where there is an endpoint, as OpenTelemetry's standard environment variables say.
/// </summary>
internal static class MetricsServices
{
    /// <summary>Where Prometheus finds them.</summary>
    public const string Address = "/metrics";

    private const string Service = "curlew";
    private const string RuntimeMeter = "System.Runtime";
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string OtlpMetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";

    /// <summary>Registers them.</summary>
    public static IServiceCollection AddCurlewMetrics(
        this IServiceCollection services, ServiceSettings settings, ConfigurationManager configuration)
    {
        services.AddSingleton<RunInstruments>();
        services.AddSingleton<RunMetrics>();
        services.AddSingleton<RunCensus>();

        // The exporter takes all that it wants to know from the configuration, and what it appends to an address of this name it
        // does not append to one that is set in code.
        configuration[OtlpEndpoint] ??= settings.Metrics.OtlpEndpoint;
        var version = typeof(MetricsServices).Assembly.GetName().Version?.ToString(3);
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(Service, serviceVersion: version, serviceInstanceId: settings.Execution.Node)
                .AddEnvironmentVariableDetector())
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(RunInstruments.MeterName, RuntimeMeter)
                    .AddAspNetCoreInstrumentation()
                    .AddPrometheusExporter(prometheus => prometheus.ScrapeResponseCacheDurationMilliseconds = 0);
                if (configuration[OtlpEndpoint] is { Length: > 0 } || configuration[OtlpMetricsEndpoint] is { Length: > 0 })
                    metrics.AddOtlpExporter();
            });
        return services;
    }

    /// <summary>Serves them to Prometheus; they are no part of the API and its document, and being read is none of them.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        // Nobody else needs these two before the first run.
        _ = app.Services.GetRequiredService<RunMetrics>();
        _ = app.Services.GetRequiredService<RunCensus>();
        app.MapPrometheusScrapingEndpoint(Address)
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]))
            .ExcludeFromDescription()
            .DisableHttpMetrics();
    }
}
