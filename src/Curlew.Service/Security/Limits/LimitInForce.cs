namespace Curlew.Service.Security.Limits;

/// <summary>One limit that holds for a sender.</summary>
/// <param name="Most">The most that is allowed.</param>
/// <param name="Whose">Whose it is, as in <c>this key's own limit</c>, for whoever has run into it.</param>
internal sealed record LimitInForce(double Most, string Whose);

/// <summary>All limits that hold for a sender; null for none.</summary>
internal sealed record LimitsInForce
{
    /// <inheritdoc cref="Curlew.Domain.Limits.RunLimits.RatePerSecond"/>
    public LimitInForce? RatePerSecond { get; init; }

    /// <inheritdoc cref="Curlew.Domain.Limits.RunLimits.VirtualUsers"/>
    public LimitInForce? VirtualUsers { get; init; }

    /// <inheritdoc cref="Curlew.Domain.Limits.RunLimits.DurationSeconds"/>
    public LimitInForce? DurationSeconds { get; init; }

    /// <inheritdoc cref="Curlew.Domain.Limits.RunLimits.TotalBytes"/>
    public LimitInForce? TotalBytes { get; init; }

    /// <inheritdoc cref="Curlew.Domain.Limits.RunLimits.ResponseBytes"/>
    public LimitInForce? ResponseBytes { get; init; }

    /// <summary>Runs that may be under way at the same time, of the sender's key.</summary>
    public LimitInForce? ConcurrentRunsOfKey { get; init; }

    /// <summary>Runs that may wait, of the sender's key.</summary>
    public LimitInForce? QueuedRunsOfKey { get; init; }

    /// <summary>Runs that may wait, of all together.</summary>
    public LimitInForce? QueuedRunsInAll { get; init; }
}
