namespace Curlew.Domain.Outcomes;

/// <summary>Where an engine puts the outcomes of a run. One thread calls it, never an event loop's.</summary>
public interface IOutcomeSink
{
    /// <summary>
    /// Takes outcomes, in the order in which requests ended (per event loop). The memory belongs to the caller again
    /// when this returns. An exception ends the run as failed.
    /// </summary>
    void Write(ReadOnlySpan<Outcome> outcomes);

    /// <summary>What became of them so far.</summary>
    OutcomesKept Kept { get; }
}
