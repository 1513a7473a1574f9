using System.ComponentModel;

namespace Curlew.Domain.Regressions;

/// <summary>What came of holding a run against its baseline.</summary>
[Description("What came of holding a run against its baseline.")]
public enum RegressionResult
{
    /// <summary>It got worse, by more than does not matter, and chance does not explain it.</summary>
    Regressed,

    /// <summary>It got better, in the same sense.</summary>
    Improved,

    /// <summary>Whatever changed is less than what matters.</summary>
    Unchanged,

    /// <summary>The runs are too short or too unlike themselves to tell.</summary>
    Inconclusive,

    /// <summary>Nothing was compared, because the runs cannot be: another engine, another host, invalid figures.</summary>
    NotComparable,
}
