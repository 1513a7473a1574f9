using Curlew.Domain.Definitions;

namespace Curlew.Domain.Comparisons.Arms;

/// <summary>A variant that can be run.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Definition">What its runs carry out.</param>
/// <param name="PathOf">The field of the request that a field of the definition was written as, where it differs by that.</param>
public sealed record ComparisonArm(string Name, RunDefinition Definition, Func<string, string> PathOf);
