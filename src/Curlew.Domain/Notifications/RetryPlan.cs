namespace Curlew.Domain.Notifications;

/// <summary>
/// When a message that was not taken is sent again: soon at first, for most receivers are back within seconds, and for the last time after more
/// than a day, so that one that is down for a night gets its messages. Whatever comes back at once is spread, so that it is not overrun.
/// </summary>
public static class RetryPlan
{
    /// <summary>How often a message is sent at most.</summary>
    public const int Attempts = 8;

    /// <summary>The longest that a receiver can ask to be left alone (<c>Retry-After</c>).</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromHours(24);

    /// <summary>The part of a delay that chance adds at most.</summary>
    private const double Spread = 0.2;

    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(24),
    ];

    /// <summary>How long to wait after so many attempts; null where it is given up.</summary>
    /// <param name="attempts">Attempts so far, at least one.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    /// <param name="asked">How long the receiver asked to be left alone; null where it did not.</param>
    public static TimeSpan? DelayAfter(int attempts, double chance, TimeSpan? asked)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        if (attempts >= Attempts)
            return null;
        var planned = Delays[attempts - 1] * (1 + (Spread * chance));
        var wished = asked is { } wish && wish > LongestAsked ? LongestAsked : asked ?? TimeSpan.Zero;
        return planned > wished ? planned : wished;
    }
}
