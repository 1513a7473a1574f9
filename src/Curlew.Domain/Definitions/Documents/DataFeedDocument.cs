using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>Rows of values: each iteration takes one row, and its columns are variables. Either rows or CSV.</summary>
public sealed record DataFeedDocument
{
    /// <summary>What people call it; default <c>data1</c>.</summary>
    [MaxLength(DefinitionLimits.NameLength)]
    public string? Name { get; init; }

    /// <summary>The names of the variables, one per column. Not beside <c>csv</c>, whose first line has them.</summary>
    [MaxLength(DefinitionLimits.DataColumns)]
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The rows; each has a value for each column.</summary>
    [MaxLength(DefinitionLimits.DataRows)]
    public IReadOnlyList<IReadOnlyList<string>>? Rows { get; init; }

    /// <summary>Columns and rows as CSV (RFC 4180) with a header line.</summary>
    public string? Csv { get; init; }

    /// <summary>
    /// Whether the rows are a secret: kept encrypted, and shown as <c>***</c> in answers; default false. What uses their variables
    /// in a URL or a body is no secret for that, but shows only the variables' names.
    /// </summary>
    [DefaultValue(false)]
    public bool? Secret { get; init; }

    /// <summary>
    /// In which order iterations take rows: <c>sequential</c> (default: one after another, across all virtual users),
    /// <c>random</c> or <c>shuffled</c> (every row once, in random order, then again).
    /// </summary>
    [AllowedValues("sequential", "random", "shuffled"), DefaultValue("sequential")]
    public string? Order { get; init; }

    /// <summary>What random and shuffled orders come from: the same seed, the same rows; default 1.</summary>
    [Range(0, int.MaxValue), DefaultValue((long)DefinitionLimits.DefaultSeed)]
    public long? Seed { get; init; }

    /// <summary>When each row has been taken: <c>recycle</c> (default: begin again) or <c>stop</c> (the run ends).</summary>
    [AllowedValues("recycle", "stop"), DefaultValue("recycle")]
    public string? AtEnd { get; init; }
}
