using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>Which outcomes are stored.</summary>
internal static class OutcomeRules
{
    /// <summary>The settings; only of use where there are no faults.</summary>
    public static OutcomeSettings Read(OutcomesDocument? document, FaultList faults)
    {
        if (document is null)
            return OutcomeSettings.All;
        var keep = OutcomeKeeps.OfWord(document.Keep);
        if (keep != OutcomeKeep.All && document.Limit is not null)
        {
            faults.Add(
                "outcomes.limit",
                $"Goes with keep \"all\" only: it says when to go over to failures, and keep is \"{keep.ToWord()}\". Leave it out.");
        }

        return new OutcomeSettings(keep, document.Limit);
    }
}
