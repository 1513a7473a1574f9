using Curlew.LibCurl.Interop;

namespace Curlew.LibCurl.Posix;

/// <summary>How many descriptors this process may have open (RLIMIT_NOFILE); .NET raises the soft limit to the hard one.</summary>
public static class OpenFileLimit
{
    private const string OpenDescriptors = "/proc/self/fd";

    /// <summary>How many more may be opened now.</summary>
    public static long Left() => Current() - Directory.EnumerateFileSystemEntries(OpenDescriptors).LongCount();

    private static unsafe long Current()
    {
        LibC.ResourceLimit limit;
        return LibC.GetResourceLimit(LibC.LimitOpenFiles, &limit) == 0
            ? (long)Math.Min(limit.Soft, long.MaxValue)
            : throw new System.ComponentModel.Win32Exception();
    }
}
