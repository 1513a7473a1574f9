namespace Curlew.Domain.Definitions.Secrets;

/// <summary>Headers whose values are secrets although nobody says so, by their names.</summary>
public static class CredentialHeaders
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Proxy-Authorization", "Cookie", "Api-Key", "X-Api-Key", "X-Auth-Token", "X-Access-Token", "X-Csrf-Token",
        "X-Xsrf-Token", "X-Amz-Security-Token", "X-Vault-Token", "X-Goog-Api-Key", "Ocp-Apim-Subscription-Key", "Private-Token",
    };

    /// <summary>How the names of others end, which every house has its own of.</summary>
    private static readonly string[] Ends = ["token", "secret", "password", "apikey", "api-key", "access-key"];

    /// <summary>Whether a header's value is a secret by its name.</summary>
    public static bool Contains(string header) =>
        Names.Contains(header) || Array.Exists(Ends, end => header.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
