using Curlew.Domain.Json;

namespace Curlew.Domain.Definitions.Extraction;

/// <summary>A variable that a step sets from its answer, for the steps after it.</summary>
/// <param name="Name">The variable's name.</param>
public abstract record VariableExtraction(string Name);

/// <summary>From a JSON body: the value that an RFC 6901 pointer finds. A string gives its text, any other value its JSON.</summary>
public sealed record JsonExtraction(string Name, JsonPointer Pointer) : VariableExtraction(Name);

/// <summary>From a header of the last answer, its name in any case; the last one where it comes several times.</summary>
public sealed record HeaderExtraction(string Name, string Header) : VariableExtraction(Name);

/// <summary>From a cookie that an answer (also one that redirects) sets.</summary>
public sealed record CookieExtraction(string Name, string Cookie) : VariableExtraction(Name);

/// <summary>From the body's text: a .NET regular expression's first match, or one of its groups.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Pattern">The expression, as <see cref="BodyPattern.Compile"/> compiles it.</param>
/// <param name="Group">Which group's text; 0 for the whole match.</param>
public sealed record RegexExtraction(string Name, string Pattern, int Group) : VariableExtraction(Name);
