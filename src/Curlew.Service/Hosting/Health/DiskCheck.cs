using Curlew.Storage.Disk;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Curlew.Service.Hosting.Health;

/// <summary>
/// Warns where the outcomes' disk has little space left. Never unhealthy: whoever takes the service out of use for it takes the
/// results away too, and the way to free some of it.
/// </summary>
internal sealed class DiskCheck(OutcomeDisk disk) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var room = disk.Measure();
        return Task.FromResult(room switch
        {
            { BytesFree: null } => HealthCheckResult.Degraded($"Nobody can say how much is free in {disk.Directory}."),
            { IsFull: true } => HealthCheckResult.Degraded(
                $"{room.BytesFree} bytes are free, less than Retention:StopBelowFreeBytes ({disk.Limits.StopBelowBytes}): runs that "
                + "store outcomes fail."),
            { IsLow: true } => HealthCheckResult.Degraded(
                $"{room.BytesFree} bytes are free, less than Retention:FailuresOnlyBelowFreeBytes "
                + $"({disk.Limits.FailuresOnlyBelowBytes}): runs store failures only."),
            _ => HealthCheckResult.Healthy($"{room.BytesFree} bytes are free."),
        });
    }
}
