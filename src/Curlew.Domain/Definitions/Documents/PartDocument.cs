using System.ComponentModel.DataAnnotations;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>A part of a multipart body: a field (<c>value</c>) or a file (<c>fileName</c> with <c>value</c> or <c>base64</c>).</summary>
public sealed record PartDocument
{
    /// <summary>The field's name.</summary>
    [MaxLength(DefinitionLimits.NameLength)]
    public string? Name { get; init; }

    /// <summary>Its text.</summary>
    public string? Value { get; init; }

    /// <summary>Its bytes as base64, without variables.</summary>
    public string? Base64 { get; init; }

    /// <summary>The file's name; makes the part a file.</summary>
    [MaxLength(DefinitionLimits.NameLength)]
    public string? FileName { get; init; }

    /// <summary>Its media type; default: none for a field, application/octet-stream for a file.</summary>
    [MaxLength(DefinitionLimits.NameLength)]
    public string? ContentType { get; init; }
}
