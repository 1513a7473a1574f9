namespace Curlew.Service.Hosting.Settings;

/// <summary>What may be tested.</summary>
public sealed record TargetSettings
{
    /// <summary>
    /// The rules, as in <c>https://*.shop.test:443</c> or <c>10.1.0.0/16</c>, an array or separated by commas; null, which is the default,
    /// for this machine's loopback alone. What is given takes the place of the default, so an empty list leaves only what administrators
    /// add by the API; theirs are added to these in any case.
    /// </summary>
    public IReadOnlyList<string>? Allow { get; init; }
}
