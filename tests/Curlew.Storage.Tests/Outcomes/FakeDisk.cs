using Curlew.Storage.Disk;

namespace Curlew.Storage.Tests.Outcomes;

/// <summary>A disk that has as much room as a test says.</summary>
internal sealed class FakeDisk : IFreeSpace
{
    public long? Free { get; set; } = long.MaxValue;

    /// <summary>How often somebody looked.</summary>
    public int Looks { get; private set; }

    public long? BytesFree(string directory)
    {
        Looks++;
        return Free;
    }
}
