using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>Which outcomes are stored to be queried. Summary, timeline and errors include all requests in any case.</summary>
public sealed record OutcomesDocument
{
    /// <summary><c>all</c> (default), <c>failures</c> (those that count as failed) or <c>none</c>.</summary>
    [AllowedValues("all", "failures", "none"), DefaultValue("all")]
    public string? Keep { get; init; }

    /// <summary>
    /// How many outcomes are stored at most; from then on failures only, which the summary's <c>outcomes</c> tells. Default: as
    /// many as there are.
    /// </summary>
    [Range(1, DefinitionLimits.Requests)]
    public long? Limit { get; init; }
}
