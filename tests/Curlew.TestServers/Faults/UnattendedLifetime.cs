using Microsoft.Extensions.Hosting;

namespace Curlew.TestServers.Faults;

/// <summary>Leaves the process's signals to the process: the usual lifetime would swallow Ctrl+C in a test run.</summary>
internal sealed class UnattendedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
