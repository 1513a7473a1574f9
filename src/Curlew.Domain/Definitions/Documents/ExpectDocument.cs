using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>What counts as success, beside libcurl's CURLE_OK. All of it has to hold.</summary>
public sealed record ExpectDocument
{
    /// <summary>Allowed statuses; default: every status below 400.</summary>
    public IReadOnlyList<long>? Status { get; init; }

    /// <summary>Headers that the answer must have, with text that their values must hold; empty text: any value.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Text that the body must hold.</summary>
    [MaxLength(DefinitionLimits.ExpectedTextLength)]
    public string? BodyContains { get; init; }

    /// <summary>Values that the JSON body must have.</summary>
    [MaxLength(DefinitionLimits.JsonExpectations)]
    public IReadOnlyList<JsonExpectDocument>? Json { get; init; }

    /// <summary>The longest service time, in milliseconds.</summary>
    [Range(DefinitionLimits.MinTimeoutSeconds, DefinitionLimits.TimeoutSeconds * 1000)]
    public double? MaxTimeMs { get; init; }
}

/// <summary>A value that the JSON body must have.</summary>
public sealed record JsonExpectDocument
{
    /// <summary>Where: a JSON pointer (RFC 6901), as in <c>/items/0/id</c>.</summary>
    [MaxLength(DefinitionLimits.PointerLength)]
    public string? Pointer { get; init; }

    /// <summary>The value, compared as JSON values are (1 and 1.0 are equal); without it, the pointer only has to find one.</summary>
    [NullIsAValue]
    public JsonElement? Value { get; init; }
}
