using System.ComponentModel;

namespace Curlew.Domain.Comparisons;

/// <summary>Where a comparison stands.</summary>
[Description("Where a comparison stands.")]
public enum ComparisonStatus
{
    /// <summary>Its runs are carried out, one after the other.</summary>
    Running,

    /// <summary>All its runs have ended.</summary>
    Completed,

    /// <summary>It was stopped before its last run.</summary>
    Stopped,

    /// <summary>It could not be carried on; the reason is with it.</summary>
    Failed,
}
