using Curlew.Storage.Database;

namespace Curlew.Storage.Disk;

/// <summary>The disk that outcomes are written to, held against the limits.</summary>
public sealed class OutcomeDisk(DatabaseOptions options, IFreeSpace space, DiskLimits limits)
{
    /// <summary>The limits.</summary>
    public DiskLimits Limits => limits;

    /// <summary>The directory that lies on it.</summary>
    public string Directory => options.OutcomesDirectory;

    /// <summary>How much is free now. Where nobody can say there is enough, until writing fails.</summary>
    public DiskRoom Measure()
    {
        var free = space.BytesFree(options.OutcomesDirectory);
        return new DiskRoom(free, IsFull: free < limits.StopBelowBytes, IsLow: free < limits.FailuresOnlyBelowBytes);
    }
}

/// <summary>What is free of a disk.</summary>
/// <param name="BytesFree">Bytes that may still be written; null where nobody can say.</param>
/// <param name="IsFull">Nothing more is to be stored: <see cref="DiskLimits.StopBelowBytes"/>.</param>
/// <param name="IsLow">Only failures are: <see cref="DiskLimits.FailuresOnlyBelowBytes"/>.</param>
public sealed record DiskRoom(long? BytesFree, bool IsFull, bool IsLow);
