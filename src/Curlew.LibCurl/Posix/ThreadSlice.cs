using System.Runtime.InteropServices;
using Curlew.LibCurl.Interop;

namespace Curlew.LibCurl.Posix;

/// <summary>How long a slice of its core the calling thread asks the scheduler for (sched_setattr).</summary>
public static class ThreadSlice
{
    /// <summary>The shortest slice that Linux grants, in nanoseconds.</summary>
    private const ulong Shortest = 100_000;

    /// <summary>
    /// Asks for short slices: from Linux 6.12 on, such a thread takes the core as soon as it wakes from one that asked for
    /// longer ones (EEVDF's short-slice preemption), and gets no more CPU in all. Without it a start of a request waits up to
    /// some milliseconds for the thread that stores outcomes, where both share a core. Needs no privilege; older kernels ignore it.
    /// </summary>
    public static unsafe void SetShortest()
    {
        var (get, set) = RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? (LibC.SchedGetAttributesArm64, LibC.SchedSetAttributesArm64)
            : (LibC.SchedGetAttributesX64, LibC.SchedSetAttributesX64);
        LibC.SchedAttributes attributes = default;
        if (LibC.SystemCall(get, 0, &attributes, sizeof(LibC.SchedAttributes), 0) != 0)
            return;
        attributes.Runtime = Shortest;
        _ = LibC.SystemCall(set, 0, &attributes, 0, 0);
    }
}
