using Curlew.Service.Hosting.Settings;

namespace Curlew.Service.Execution;

/// <summary>
/// For how long a claim lasts, and what follows from it. Whoever holds a lease counts with a clock that does not jump, from the
/// moment before it asked for the last renewal that it got; what is written down for others is a moment of the wall clock.
/// </summary>
/// <param name="Length">For how long a claim lasts, unless it is renewed.</param>
internal sealed record LeaseTerms(TimeSpan Length)
{
    /// <summary>What requests in flight take to end when the load is stopped.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>What is left for threads that get no core at once.</summary>
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(1);

    /// <summary>At least this much: clocks of nodes differ by seconds, and an owner may still be saving what it has.</summary>
    private static readonly TimeSpan LeastMargin = TimeSpan.FromSeconds(30);

    /// <summary>How often it is renewed.</summary>
    public TimeSpan RenewEvery => Length / 3;

    /// <summary>How soon a renewal that failed is tried again.</summary>
    public TimeSpan TryAgainAfter => TimeSpan.FromSeconds(Math.Min(1, RenewEvery.TotalSeconds / 2));

    /// <summary>How long after the last renewal the load is stopped, so that nothing is sent any more when the lease is over.</summary>
    public TimeSpan StopAfter => Length - Grace - Spare;

    /// <summary>For how long a lease must have been over before another node takes it for left behind.</summary>
    public TimeSpan Margin => Length > LeastMargin ? Length : LeastMargin;

    /// <summary>How often runs are looked for whose leases are over.</summary>
    public TimeSpan LookEvery => Length;

    /// <summary>By the settings.</summary>
    public static LeaseTerms Of(ExecutionSettings settings) => new(TimeSpan.FromSeconds(settings.LeaseSeconds));
}
