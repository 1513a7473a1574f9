using Curlew.Engine.Pacing;

namespace Curlew.Engine.Load;

/// <summary>Closed load: each virtual user that the plan wants there begins again when it is done.</summary>
internal sealed class ClosedArrivals(LoadDriver driver, UserPlan plan, IReadOnlyList<VirtualUser> users) : IArrivals
{
    private int _remaining;
    private bool _ended;

    /// <inheritdoc/>
    public bool HaveEndedOnLoop => _ended || _remaining == 0;

    /// <inheritdoc/>
    public long Skipped => 0;

    /// <inheritdoc/>
    public void BeginOnLoop(long now)
    {
        _remaining = users.Count;
        foreach (var user in users)
            PlanNextOnLoop(user, driver.RunStarted);
        if (plan.End != long.MaxValue)
            driver.ScheduleEndOnLoop(driver.RunStarted + plan.End);
    }

    /// <inheritdoc/>
    public void StartsAreDueOnLoop(long now)
    {
    }

    /// <inheritdoc/>
    public void UserIsDueOnLoop(VirtualUser user, long now)
    {
        if (_ended)
            return;

        // Where the event loop is late, the user is measured against the moment at which it wanted to begin.
        if (plan.IsThere(user.Number, now - driver.RunStarted))
            BeginIterationOnLoop(user, now);
        else
            PlanNextOnLoop(user, now);
    }

    /// <inheritdoc/>
    public void UserIsFreeOnLoop(VirtualUser user, long thinkTime, long now)
    {
        if (_ended)
            return;
        if (thinkTime == 0 && plan.IsThere(user.Number, now - driver.RunStarted))
        {
            user.Planned = now;
            BeginIterationOnLoop(user, now);
        }
        else
        {
            PlanNextOnLoop(user, now + thinkTime);
        }
    }

    /// <inheritdoc/>
    public void EndOnLoop() => _ended = true;

    private void PlanNextOnLoop(VirtualUser user, long notBefore)
    {
        var next = plan.NextThere(user.Number, notBefore - driver.RunStarted);
        if (next == long.MaxValue)
        {
            _remaining--;
            return;
        }

        user.Planned = driver.RunStarted + next;
        driver.ScheduleOnLoop(user, user.Planned);
    }

    private void BeginIterationOnLoop(VirtualUser user, long now)
    {
        if (!driver.HasRoomOnLoop)
            driver.HoldBackOnLoop(user, now);
        else if (!driver.TryBeginIterationOnLoop(user, user.Planned, now))
            _ended = true;
    }
}
