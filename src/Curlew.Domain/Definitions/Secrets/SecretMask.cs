using System.Text.RegularExpressions;
using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Secrets;

/// <summary>
/// Takes secrets out of definitions that leave the service. Names stay, so that a reader sees that there was something; what is
/// masked is <see cref="Mask"/>.
/// </summary>
public static partial class SecretMask
{
    /// <summary>What stands where a secret is.</summary>
    public const string Mask = "***";

    private static readonly SecretChange Masked = SecretChange.ToToken(Mask);

    /// <summary>The definition as it may be shown: with every secret masked, encrypted or not.</summary>
    public static RunDefinitionDocument WithoutSecrets(this RunDefinitionDocument definition) =>
        definition.MapSecrets(place => place.IsSecret ? Masked : SecretChange.None);

    /// <summary>
    /// The same for reports, which get mailed around: also without the user information that URLs had before it was refused, and
    /// that a name may hold.
    /// </summary>
    public static RunDefinitionDocument WithoutCredentials(this RunDefinitionDocument definition)
    {
        var shown = definition.WithoutSecrets();
        return shown with
        {
            Name = shown.Name is { } name ? InText(name) : null,
            Url = shown.Url is { } url ? InText(url) : null,
            Steps = shown.Steps is { } steps ? [.. steps.Select(Of)] : null,
            Thresholds = shown.Thresholds is { } thresholds ? [.. thresholds.Select(Of)] : null,
        };
    }

    /// <summary>Text with the user information of every URL in it masked, as in <c>https://***@shop.test/</c>.</summary>
    public static string InText(string text) => UserInformation().Replace(text, $"${{scheme}}{Mask}@");

    private static StepDocument Of(StepDocument step) => step with
    {
        Name = step.Name is { } name ? InText(name) : null,
        Url = step.Url is { } url ? InText(url) : null,
    };

    /// <summary>A threshold names its step as the step is named.</summary>
    private static ThresholdDocument Of(ThresholdDocument threshold) =>
        threshold.Step is { } step ? threshold with { Step = InText(step) } : threshold;

    [GeneratedRegex(
        @"(?<scheme>\bhttps?://)[^/?#\s""'<>]*@",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserInformation();
}
