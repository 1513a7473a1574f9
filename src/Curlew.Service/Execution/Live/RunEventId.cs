using System.Globalization;
using System.Runtime.InteropServices;

namespace Curlew.Service.Execution.Live;

/// <summary>
/// Where an event stands among those of its run: after so many ticks, and the how manieth since then; the tick itself is 0. So
/// a reader can go on where it was also where events are made up anew from the database, which keeps the ticks.
/// </summary>
/// <param name="Ticks">How many ticks there are up to it, its own included.</param>
/// <param name="Part">Its number since the last of them.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RunEventId(int Ticks, int Part) : IComparable<RunEventId>
{
    private const char Separator = '-';

    /// <summary>The same wherever the last event is made up, so that a reader who has it is known.</summary>
    private const int DonePart = int.MaxValue;

    /// <summary>Before all events.</summary>
    public static RunEventId None { get; } = new(0, 0);

    /// <summary>The id of the tick of a second.</summary>
    public static RunEventId OfTick(int second) => new(second + 1, 0);

    /// <summary>Whether it is the last event of a run.</summary>
    public bool IsDone => Part == DonePart;

    /// <summary>The first second whose tick comes after it.</summary>
    public int NextSecond => Ticks;

    /// <summary>The second before whose tick it comes: those of all seconds before are up to it.</summary>
    public int SecondsBefore => Part > 0 ? Ticks : Math.Max(0, Ticks - 1);

    /// <summary>The id of a run's last event, after this one.</summary>
    public RunEventId ToDone() => this with { Part = DonePart };

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string? text, out RunEventId id)
    {
        var parts = (text ?? "").Split(Separator);
        var (ticks, part) = (0, 0);
        var read = parts.Length == 2 && TryWhole(parts[0], out ticks) && TryWhole(parts[1], out part);
        id = new RunEventId(ticks, part);
        return read;
    }

    /// <inheritdoc/>
    public int CompareTo(RunEventId other) => (Ticks, Part).CompareTo((other.Ticks, other.Part));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ticks}{Separator}{Part}");

    public static bool operator >(RunEventId left, RunEventId right) => left.CompareTo(right) > 0;

    public static bool operator <(RunEventId left, RunEventId right) => left.CompareTo(right) < 0;

    public static bool operator >=(RunEventId left, RunEventId right) => left.CompareTo(right) >= 0;

    public static bool operator <=(RunEventId left, RunEventId right) => left.CompareTo(right) <= 0;

    private static bool TryWhole(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
