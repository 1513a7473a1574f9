using System.ComponentModel;

namespace Curlew.Domain.Summaries;

/// <summary>A check of the generator itself.</summary>
/// <param name="Name">A stable name, as in <c>eventLoopBusy</c>.</param>
/// <param name="Result">What it came to.</param>
/// <param name="Value">The figure, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The figure's unit.</param>
/// <param name="Message">What it means, as a sentence.</param>
public sealed record SelfCheck(string Name, SelfCheckResult Result, double Value, string Unit, string Message);

/// <summary>What a self-check came to.</summary>
[Description("What a self-check came to.")]
public enum SelfCheckResult
{
    /// <summary>Nothing to worry about.</summary>
    Pass,

    /// <summary>Read the figures with care.</summary>
    Warn,

    /// <summary>The figures show the generator rather than the target.</summary>
    Invalid,
}
