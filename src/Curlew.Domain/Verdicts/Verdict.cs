using System.ComponentModel;

namespace Curlew.Domain.Verdicts;

/// <summary>What a run's thresholds come to.</summary>
[Description("What a run's thresholds come to.")]
public enum Verdict
{
    /// <summary>All hold.</summary>
    Passed,

    /// <summary>At least one is broken.</summary>
    Failed,

    /// <summary>There are none, or the run's figures cannot be judged.</summary>
    NotApplicable,
}
