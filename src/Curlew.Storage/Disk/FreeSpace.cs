namespace Curlew.Storage.Disk;

/// <summary>What the operating system says, quotas and what is reserved for root taken off.</summary>
internal sealed class FreeSpace : IFreeSpace
{
    /// <inheritdoc/>
    public long? BytesFree(string directory)
    {
        if (!Directory.Exists(directory))
            return null;

        try
        {
            // On Unix any path names the file system that it lies on: this is one statvfs.
            return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(Path.GetFullPath(directory))! : directory).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
