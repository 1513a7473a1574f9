namespace Curlew.Engine.Load;

/// <summary>Numbers a run's iterations, as many as there may be; shared by its event loops, without a lock.</summary>
internal sealed class IterationBudget(long? iterations)
{
    private readonly long _limit = iterations ?? long.MaxValue;
    private long _taken;

    /// <summary>Takes the next one's number, from 0; false where none is left.</summary>
    internal bool TryTake(out long iteration)
    {
        iteration = Interlocked.Increment(ref _taken) - 1;
        return iteration < _limit;
    }
}
