using System.Runtime.InteropServices;

namespace Curlew.Storage.Outcomes;

/// <summary>In which order outcomes are read. Those with the same service time follow each other by row.</summary>
public enum OutcomeOrder
{
    /// <summary>As they were written: as requests ended.</summary>
    Time,

    /// <summary>The last one first.</summary>
    TimeDescending,

    /// <summary>By service time, the fastest first.</summary>
    ServiceTime,

    /// <summary>By service time, the slowest first.</summary>
    ServiceTimeDescending,
}

/// <summary>What orders have in common.</summary>
internal static class OutcomeOrders
{
    /// <summary>Whether it is by service time rather than by row.</summary>
    public static bool IsByServiceTime(this OutcomeOrder order) =>
        order is OutcomeOrder.ServiceTime or OutcomeOrder.ServiceTimeDescending;

    /// <summary>Whether the greatest comes first.</summary>
    public static bool IsDescending(this OutcomeOrder order) =>
        order is OutcomeOrder.TimeDescending or OutcomeOrder.ServiceTimeDescending;

    /// <summary>Before all outcomes, in this order.</summary>
    public static OutcomePosition Start(this OutcomeOrder order) => order.IsDescending()
        ? new OutcomePosition(long.MaxValue, long.MaxValue)
        : new OutcomePosition(0, long.MinValue);
}

/// <summary>A place in any order of outcomes: that of one outcome.</summary>
/// <param name="Row">Its row.</param>
/// <param name="ServiceTimeMicros">Its service time.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OutcomePosition(long Row, long ServiceTimeMicros) : IComparable<OutcomePosition>
{
    /// <summary>By service time, then by row.</summary>
    public int CompareTo(OutcomePosition other) => ServiceTimeMicros == other.ServiceTimeMicros
        ? Row.CompareTo(other.Row)
        : ServiceTimeMicros.CompareTo(other.ServiceTimeMicros);

    /// <summary>As <see cref="CompareTo"/> says.</summary>
    public static bool operator <(OutcomePosition left, OutcomePosition right) => left.CompareTo(right) < 0;

    /// <summary>As <see cref="CompareTo"/> says.</summary>
    public static bool operator >(OutcomePosition left, OutcomePosition right) => left.CompareTo(right) > 0;

    /// <summary>As <see cref="CompareTo"/> says.</summary>
    public static bool operator <=(OutcomePosition left, OutcomePosition right) => left.CompareTo(right) <= 0;

    /// <summary>As <see cref="CompareTo"/> says.</summary>
    public static bool operator >=(OutcomePosition left, OutcomePosition right) => left.CompareTo(right) >= 0;
}
