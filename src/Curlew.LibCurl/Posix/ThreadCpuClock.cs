using Curlew.LibCurl.Interop;

namespace Curlew.LibCurl.Posix;

/// <summary>The CPU clock of the calling thread (clock_gettime with CLOCK_THREAD_CPUTIME_ID).</summary>
public static class ThreadCpuClock
{
    /// <summary>CPU time that the calling thread has used since it began.</summary>
    public static unsafe TimeSpan Now()
    {
        LibC.TimeSpec time;
        return LibC.ClockGetTime(LibC.ClockThreadCpuTime, &time) == 0
            ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
            : throw new System.ComponentModel.Win32Exception();
    }
}
