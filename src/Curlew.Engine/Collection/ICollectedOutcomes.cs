using Curlew.Domain.Outcomes;

namespace Curlew.Engine.Collection;

/// <summary>What becomes of outcomes once the sink has them. On the collector's thread.</summary>
internal interface ICollectedOutcomes
{
    /// <summary>Takes outcomes in, in the order in which the sink got them.</summary>
    void Add(ReadOnlySpan<Outcome> outcomes);

    /// <summary>Everything that there was to collect has been; called every few milliseconds.</summary>
    void TurnEnded();
}
