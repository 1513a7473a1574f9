namespace Curlew.Storage.Runs;

/// <summary>How many runs may wait, the new one among them; null for any number.</summary>
/// <param name="InAll">Whoever queued them.</param>
/// <param name="OfKey">Of the new run's API key.</param>
public sealed record QueueLimits(int? InAll, int? OfKey)
{
    /// <summary>Any number.</summary>
    public static QueueLimits None { get; } = new(null, null);
}

/// <summary>Why a run was not queued.</summary>
public enum QueueRefusal
{
    /// <summary>It was.</summary>
    None,

    /// <summary>As many wait as may wait in all.</summary>
    FullInAll,

    /// <summary>As many of its API key wait as may.</summary>
    FullForKey,

    /// <summary>The schedule's due time that it was for has its run, or is to have none (any more).</summary>
    NotDue,

    /// <summary>Its comparison has ended, or its place in it has been queued before.</summary>
    PlaceTaken,
}
