namespace Curlew.Service.Tests.Retention;

/// <summary>The system's clock, ahead by what the test says; its timers are the system's.</summary>
internal sealed class LaterClock : TimeProvider
{
    /// <summary>How far ahead it is.</summary>
    public TimeSpan Ahead { get; set; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
