namespace Curlew.Domain.Targets;

/// <summary>What the policy says, and why.</summary>
/// <param name="IsAllowed">Whether it may be.</param>
/// <param name="Reason">Where it may not: why, and which rule is missing, as a sentence.</param>
/// <param name="MissingRule">Where it may not: the rule that would allow it, as in <c>https://shop.test:443</c>; null where none could.</param>
public sealed record TargetDecision(bool IsAllowed, string? Reason, string? MissingRule)
{
    /// <summary>It may.</summary>
    public static TargetDecision Allowed { get; } = new(true, null, null);

    internal static TargetDecision Never(string why) => new(false, $"Target policy: {why}.", null);

    internal static TargetDecision Refused(string why, TargetRule missing) =>
        new(false, $"Target policy: {why}; rule missing: {missing.Text}.", missing.Text);
}
