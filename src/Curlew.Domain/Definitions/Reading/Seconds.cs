namespace Curlew.Domain.Definitions.Reading;

/// <summary>Seconds as definitions write them, to and fro without loss.</summary>
internal static class Seconds
{
    /// <summary>
    /// The nearest tick. <see cref="TimeSpan.FromSeconds(double)"/> cuts off instead, so that a value that was written
    /// out and read again could lose a tick.
    /// </summary>
    public static TimeSpan ToTimeSpan(this double seconds) =>
        TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    /// <inheritdoc cref="ToTimeSpan(double)"/>
    public static TimeSpan? ToTimeSpan(this double? seconds) => seconds is { } value ? value.ToTimeSpan() : null;
}
