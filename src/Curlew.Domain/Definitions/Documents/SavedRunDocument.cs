using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>A run of a saved definition.</summary>
public sealed record SavedRunDocument
{
    /// <summary>The saved definition's id; must be there.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>Which of its revisions; default the newest.</summary>
    [Range(1, int.MaxValue)]
    public long? Revision { get; init; }

    /// <summary>
    /// What is to differ this time: a JSON Merge Patch (RFC 7396) on the definition's full form. Objects are merged, everything
    /// else, arrays such as <c>steps</c>, <c>thresholds</c> and <c>load.stages</c> too, is replaced as a whole, and null takes a
    /// field away. Fields of the shorthand are understood. In <c>load</c>, what is given makes what excludes it give way:
    /// <c>ratePerSecond</c> makes a closed load open, <c>virtualUsers</c> an open one closed, <c>durationSeconds</c>,
    /// <c>requests</c> and <c>iterations</c> take each other's place, and so do stages and a constant load.
    /// </summary>
    public JsonElement? Overrides { get; init; }

    /// <summary>The run that this one is to be held against, in place of what <c>regression.baseline</c> says.</summary>
    public string? BaselineRunId { get; init; }
}
