namespace Curlew.Domain.Definitions.Reading;

/// <summary>
/// How much of a definition may be regular expressions: compiling one takes up to 0.1 s (of a thousand characters, all of
/// them character classes, on one core), and a definition has room for thousands of them.
/// </summary>
internal sealed class PatternAllowance
{
    private int _left = DefinitionLimits.PatternsLength;

    /// <summary>Whether there is room for this expression too.</summary>
    public bool TryTake(string pattern) => (_left -= pattern.Length) >= 0;
}
