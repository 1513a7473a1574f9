using Curlew.Engine.Pacing;

namespace Curlew.Engine.Load;

/// <summary>
/// Open load: iterations begin on the plan, whatever is still in flight. Of the plan's starts this loop has each
/// <paramref name="loops"/>-th, so that loops need not agree on anything.
/// </summary>
internal sealed class OpenArrivals(LoadDriver driver, StartPlan plan, int loop, int loops, long warmUp, FreeUsers free) : IArrivals
{
    /// <summary>Starts that are late are made up for in slices, between which the loop looks at its sockets.</summary>
    private const int StartsPerTurn = 32;

    private readonly long _total = plan.Total;
    private long _next = loop;
    private long _skipped;
    private bool _ended;

    /// <inheritdoc/>
    public bool HaveEndedOnLoop => _ended || _next >= _total;

    /// <inheritdoc/>
    public long Skipped => Volatile.Read(ref _skipped);

    /// <inheritdoc/>
    public void BeginOnLoop(long now)
    {
        foreach (var user in driver.Users)
            free.Add(user);
        driver.ScheduleStepsEndOnLoop(driver.RunStarted + plan.End);
        StartsAreDueOnLoop(now);
    }

    /// <inheritdoc/>
    public void StartsAreDueOnLoop(long now)
    {
        for (var turn = 0; turn < StartsPerTurn && !HaveEndedOnLoop; turn++)
        {
            var due = driver.RunStarted + plan.DueAt(_next);
            if (due > now)
            {
                driver.ScheduleStartsOnLoop(due);
                return;
            }

            if (!driver.HasRoomOnLoop)
            {
                driver.HoldBackStartsOnLoop(now);
                return;
            }

            StartOnLoop(due, now);
            _next += loops;
        }

        if (!HaveEndedOnLoop)
            driver.ScheduleStartsOnLoop(now);
    }

    /// <inheritdoc/>
    public void UserIsDueOnLoop(VirtualUser user, long now)
    {
    }

    /// <inheritdoc/>
    public void UserIsFreeOnLoop(VirtualUser user, long thinkTime, long now) => free.Add(user);

    /// <inheritdoc/>
    public void EndOnLoop() => _ended = true;

    private void StartOnLoop(long due, long now)
    {
        if (!free.TryTake(out var user) && !driver.TryMakeUserOnLoop(out user))
        {
            if (due - driver.RunStarted >= warmUp)
                Volatile.Write(ref _skipped, _skipped + 1);
        }
        else if (!driver.TryBeginIterationOnLoop(user, due, now))
        {
            _ended = true;
        }
    }
}
