using System.Text.RegularExpressions;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>
/// Takes credentials out of definitions that leave the service with a report, which gets mailed around. Names stay, so that a
/// reader sees that there was something; what is masked is <see cref="Mask"/>.
/// </summary>
/// <remarks>
/// A value of <c>data</c>, a body or a query string may be a credential as well, but nothing tells: those stay as they are.
/// </remarks>
public static partial class CredentialMask
{
    /// <summary>What stands where a credential was.</summary>
    public const string Mask = "***";

    private static readonly HashSet<string> HeaderNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Proxy-Authorization", "Cookie", "Api-Key", "X-Api-Key", "X-Auth-Token", "X-Access-Token", "X-Csrf-Token",
        "X-Xsrf-Token", "X-Amz-Security-Token", "X-Vault-Token", "X-Goog-Api-Key", "Ocp-Apim-Subscription-Key", "Private-Token",
    };

    /// <summary>The definition without client certificate and key, and with every credential masked.</summary>
    public static RunDefinitionDocument WithoutCredentials(this RunDefinitionDocument definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.WithoutSecrets() with
        {
            Name = definition.Name is { } name ? InText(name) : null,
            Url = definition.Url is { } url ? InText(url) : null,
            Steps = definition.Steps is { } steps ? [.. steps.Select(Of)] : null,
            Thresholds = definition.Thresholds is { } thresholds ? [.. thresholds.Select(Of)] : null,
        };
    }

    /// <summary>Text with the user information of every URL in it masked, as in <c>https://***@shop.test/</c>.</summary>
    public static string InText(string text) => UserInformation().Replace(text, $"${{scheme}}{Mask}@");

    /// <summary>Whether a header's value is a credential.</summary>
    public static bool IsCredential(string header) => HeaderNames.Contains(header);

    private static StepDocument Of(StepDocument step) => step with
    {
        Name = step.Name is { } name ? InText(name) : null,
        Url = step.Url is { } url ? InText(url) : null,
        Headers = step.Headers?.ToDictionary(header => header.Key, header => IsCredential(header.Key) ? Mask : header.Value),
        Authentication = step.Authentication is { } authentication
            ? authentication with { Password = OrNull(authentication.Password), Token = OrNull(authentication.Token) }
            : null,
    };

    /// <summary>A threshold names its step as the step is named.</summary>
    private static ThresholdDocument Of(ThresholdDocument threshold) =>
        threshold.Step is { } step ? threshold with { Step = InText(step) } : threshold;

    private static string? OrNull(string? credential) => credential is null ? null : Mask;

    [GeneratedRegex(
        @"(?<scheme>\bhttps?://)[^/?#\s""'<>]*@",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserInformation();
}
