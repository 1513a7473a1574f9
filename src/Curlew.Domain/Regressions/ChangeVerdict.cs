namespace Curlew.Domain.Regressions;

/// <summary>What became of a metric, or of a run, since the baseline.</summary>
public enum ChangeVerdict
{
    /// <summary>Whatever changed is less than counts, as far as the measurement can tell.</summary>
    Unchanged,

    /// <summary>The measurement can tell neither that it changed nor that it did not.</summary>
    Inconclusive,

    /// <summary>Better by as much as counts, and not by chance.</summary>
    Improved,

    /// <summary>Worse by as much as counts, and not by chance.</summary>
    Regressed,
}
