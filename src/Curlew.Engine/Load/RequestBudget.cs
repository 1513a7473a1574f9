namespace Curlew.Engine.Load;

/// <summary>How many requests a run may still start; shared by its event loops, without a lock.</summary>
internal sealed class RequestBudget(long? requests)
{
    private long _left = requests ?? long.MaxValue;

    /// <summary>Takes one; false where none is left.</summary>
    internal bool TryTake() => Interlocked.Decrement(ref _left) >= 0;
}
