using System.Diagnostics;

namespace Curlew.Service.Tests.Hosting.BadRequests;

/// <summary>What this process, and the service in it, holds.</summary>
/// <param name="HeapBytes">The managed heap, after all garbage is gone.</param>
/// <param name="Descriptors">Open file descriptors.</param>
/// <param name="Threads">Threads.</param>
internal sealed record ProcessFootprint(long HeapBytes, int Descriptors, int Threads)
{
    /// <summary>Now.</summary>
    public static ProcessFootprint Take()
    {
        // Twice: what finalizers let go of is garbage only then.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        return new ProcessFootprint(heap, Directory.GetFiles("/proc/self/fd").Length, process.Threads.Count);
    }
}
