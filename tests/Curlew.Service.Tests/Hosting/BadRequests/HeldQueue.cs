using Curlew.Domain.Runs;
using Curlew.Service.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Hosting.BadRequests;

/// <summary>
/// The service's queue, which can be held: runs are then accepted and stay queued, so that no load is sent to what chance has made of an
/// address.
/// </summary>
internal sealed class HeldQueue
{
    /// <summary>Whether it is held.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Puts it in place of the service's.</summary>
    public void Replace(IServiceCollection services)
    {
        services.AddSingleton<RunQueue>();
        services.AddSingleton<IRunQueue>(provider => new Gate(this, provider.GetRequiredService<RunQueue>()));
    }

    private sealed class Gate(HeldQueue held, RunQueue queue) : IRunQueue
    {
        public void Enqueue(RunId id)
        {
            if (!held.IsHeld)
                queue.Enqueue(id);
        }
    }
}
