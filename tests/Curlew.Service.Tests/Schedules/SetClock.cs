namespace Curlew.Service.Tests.Schedules;

/// <summary>A clock that stands where the test sets it; its timers are the system's.</summary>
internal sealed class SetClock : TimeProvider
{
    /// <summary>The moment.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;
}
