namespace Curlew.Domain.Definitions;

/// <summary>One thing that is wrong with a definition.</summary>
/// <param name="Field">The faulty field as a path, as in <c>steps[0].url</c>; empty for the whole document.</param>
/// <param name="Message">What is wrong with it and what is allowed, as a sentence.</param>
public sealed record DefinitionFault(string Field, string Message);
