namespace Curlew.Storage.Disk;

/// <summary>What a run leaves free of the disk that its outcomes are written to.</summary>
/// <param name="FailuresOnlyBelowBytes">Below so much free space a run stores failures only.</param>
/// <param name="StopBelowBytes">Below so much it stores nothing any more, and ends.</param>
public sealed record DiskLimits(long FailuresOnlyBelowBytes, long StopBelowBytes)
{
    /// <summary>1 GiB for failures only, 256 MiB for the end.</summary>
    public static DiskLimits Default { get; } = new(1L << 30, 256L << 20);
}
