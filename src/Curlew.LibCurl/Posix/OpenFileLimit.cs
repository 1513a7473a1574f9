using Curlew.LibCurl.Interop;

namespace Curlew.LibCurl.Posix;

/// <summary>How many descriptors this process may have open (RLIMIT_NOFILE); .NET raises the soft limit to the hard one.</summary>
public static class OpenFileLimit
{
    /// <summary>The soft limit now.</summary>
    public static unsafe long Current()
    {
        LibC.ResourceLimit limit;
        return LibC.GetResourceLimit(LibC.LimitOpenFiles, &limit) == 0
            ? (long)Math.Min(limit.Soft, long.MaxValue)
            : throw new System.ComponentModel.Win32Exception();
    }
}
