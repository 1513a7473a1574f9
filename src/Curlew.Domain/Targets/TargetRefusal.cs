namespace Curlew.Domain.Targets;

/// <summary>A place of a definition that leads where nothing may be sent.</summary>
/// <param name="Field">Its path in the definition's full form, as in <c>steps[0].url</c> or <c>resolve[0].address</c>.</param>
/// <param name="Decision">Why not, and which rule is missing.</param>
public sealed record TargetRefusal(string Field, TargetDecision Decision);
