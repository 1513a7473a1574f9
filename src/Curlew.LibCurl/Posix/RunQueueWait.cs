using System.Globalization;
using System.Text;

namespace Curlew.LibCurl.Posix;

/// <summary>
/// How long the calling thread was ready to run and had no core, as the kernel has counted since the thread began
/// (/proc/thread-self/schedstat, https://docs.kernel.org/scheduler/sched-stats.html).
/// </summary>
public static class RunQueueWait
{
    /// <summary>The time so far; null where the kernel does not count it.</summary>
    public static TimeSpan? Now()
    {
        try
        {
            // "on-CPU nanoseconds, waiting nanoseconds, time slices"
            var fields = File.ReadAllText("/proc/thread-self/schedstat", Encoding.ASCII).Split(' ');
            return fields.Length >= 2 && long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds)
                ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
