using Hangfire;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Curlew.Service.Jobs;

/// <summary>Healthy where a server of Hangfire is there to carry out runs.</summary>
internal sealed class JobServerCheck(JobStorage storage) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var servers = storage.GetMonitoringApi().Servers().Count(server => server.Queues.Contains(RunJob.Queue));
        return Task.FromResult(servers > 0
            ? HealthCheckResult.Healthy($"{servers} server(s) carry out runs.")
            : HealthCheckResult.Unhealthy("No server carries out runs."));
    }
}
