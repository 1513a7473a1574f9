namespace Curlew.Storage.Disk;

/// <summary>Tells how much may still be written.</summary>
public interface IFreeSpace
{
    /// <summary>
    /// Bytes that this program may still write to the disk on which a directory lies; null where nobody can say, as for a
    /// directory that does not exist.
    /// </summary>
    long? BytesFree(string directory);
}
