namespace Curlew.Domain.Definitions;

/// <summary>What ends a load before its defined end; null for nothing. The run is then stopped, not completed.</summary>
/// <param name="Duration">How long it may take from its first start, however slow the server is.</param>
/// <param name="TotalBytes">How many bytes it may send and receive together, as libcurl counts them: heads and bodies.</param>
public sealed record LoadLimits(TimeSpan? Duration, long? TotalBytes)
{
    /// <summary>No limits.</summary>
    public static LoadLimits None { get; } = new(null, null);
}
