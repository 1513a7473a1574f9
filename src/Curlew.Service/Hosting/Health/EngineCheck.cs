using Curlew.Engine.Catalog;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Curlew.Service.Hosting.Health;

/// <summary>Healthy where there is a libcurl to carry out runs on.</summary>
internal sealed class EngineCheck(EngineCatalog catalog) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(catalog.Engines.Count > 0
            ? HealthCheckResult.Healthy(string.Join(
                ", ", catalog.Engines.Select(engine => $"{engine.Name}: libcurl {engine.LibcurlVersion}")))
            : HealthCheckResult.Unhealthy("No libcurl is loaded."));
}
