using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Definitions.Bodies;

/// <summary>The body of a request.</summary>
/// <param name="Content">What is sent, all of it, with its variables.</param>
/// <param name="ContentType">The Content-Type where the step's headers name none.</param>
/// <param name="Written">As the definition wrote it.</param>
public sealed record RequestBody(Template Content, string ContentType, WrittenBody Written);
