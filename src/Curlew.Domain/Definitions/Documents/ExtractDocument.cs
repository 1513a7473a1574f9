using System.ComponentModel.DataAnnotations;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>A variable to set from the answer. Where it finds nothing, the request counts as failed (<c>extraction</c>).</summary>
public sealed record ExtractDocument
{
    /// <summary>The variable's name: a letter or _, then letters, digits, _ and -.</summary>
    [MaxLength(DefinitionLimits.VariableNameLength)]
    public string? Name { get; init; }

    /// <summary>Where from: <c>json</c> (with <c>pointer</c>), <c>header</c>, <c>cookie</c> or <c>regex</c>.</summary>
    [AllowedValues("json", "header", "cookie", "regex")]
    public string? From { get; init; }

    /// <summary>From <c>json</c>: a JSON pointer (RFC 6901), as in <c>/items/0/id</c>.</summary>
    [MaxLength(DefinitionLimits.PointerLength)]
    public string? Pointer { get; init; }

    /// <summary>From <c>header</c>: its name, in any case.</summary>
    [MaxLength(DefinitionLimits.NameLength)]
    public string? Header { get; init; }

    /// <summary>From <c>cookie</c>: its name.</summary>
    [MaxLength(DefinitionLimits.NameLength)]
    public string? Cookie { get; init; }

    /// <summary>From <c>regex</c>: a .NET regular expression for the body's text.</summary>
    [MaxLength(DefinitionLimits.PatternLength)]
    public string? Pattern { get; init; }

    /// <summary>From <c>regex</c>: which group; default 1 where the expression has groups, else 0, the whole match.</summary>
    [Range(0, DefinitionLimits.HighestGroup)]
    public long? Group { get; init; }
}
