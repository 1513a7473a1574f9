namespace Curlew.Domain.Schedules;

/// <summary>
/// What becomes of the times that have come due since somebody looked last: at most one of them gets a run. Which are left out, and why,
/// is kept, but of a long downtime of a schedule that is due each minute only the newest of them are.
/// </summary>
/// <param name="Fires">The one that gets a run; null where none does.</param>
/// <param name="Missed">Those that are left out, oldest first, with the reason of each.</param>
/// <param name="MissedInAll">How many are left out, with those that are not listed.</param>
public sealed record DueTimes(DateTimeOffset? Fires, IReadOnlyList<MissedTime> Missed, long MissedInAll)
{
    /// <summary>The most that are kept one by one.</summary>
    public const int MostMissed = 100;

    /// <summary>Sorts them.</summary>
    /// <param name="due">All times since then, oldest first, of which there may be millions.</param>
    /// <param name="now">The moment at which somebody looks.</param>
    /// <param name="choice">What becomes of late ones.</param>
    public static DueTimes Of(IEnumerable<DateTimeOffset> due, DateTimeOffset now, MisfireChoice choice)
    {
        // One more than are kept: the newest may be the one that gets a run.
        var newest = new Queue<DateTimeOffset>(MostMissed + 2);
        DateTimeOffset? oldest = null;
        long dropped = 0;
        foreach (var time in due)
        {
            newest.Enqueue(time);
            if (newest.Count <= MostMissed + 1)
                continue;
            oldest ??= newest.Peek();
            newest.Dequeue();
            dropped++;
        }

        if (newest.Count == 0)
            return new DueTimes(null, [], 0);
        var last = newest.Last();
        DateTimeOffset? fires = choice == MisfireChoice.RunOnce || now - last <= ScheduleLimits.LateAfter ? last : null;
        var reason = fires is { } made
            ? $"Nobody was there when it was due; the run of {Shown(made)} makes up for it."
            : "Nobody was there when it was due, and the schedule leaves late runs out (misfire: skip).";
        var missed = newest.Where(time => time != fires).ToList();
        if (missed.Count > MostMissed)
        {
            oldest ??= missed[0];
            missed.RemoveAt(0);
            dropped++;
        }

        MissedTime[] listed = [.. missed.Select((time, index) => new MissedTime(time, index == 0 && dropped > 0
            ? $"{reason} So were {dropped} earlier ones, since {Shown(oldest!.Value)}, which are not listed."
            : reason))];
        return new DueTimes(fires, listed, listed.Length + dropped);
    }

    private static string Shown(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}";
}

/// <summary>A due time that was left out.</summary>
/// <param name="DueAt">When it was due.</param>
/// <param name="Reason">Why it was left out.</param>
public sealed record MissedTime(DateTimeOffset DueAt, string Reason);
