namespace Curlew.Service.Security.Access.Keys;

/// <summary>What a key may be called, and how long it may live.</summary>
internal static class KeyRules
{
    /// <summary>Characters in a key's name.</summary>
    public const int NameLength = 200;

    /// <summary>The longest life that a key may be given, in days; one without end is for ever.</summary>
    public const int LifeDays = 3_650;

    /// <summary>Whether a key may be called so. Names are shown in terminals and logs, which control characters would steer.</summary>
    public static bool IsName(string name) =>
        !string.IsNullOrWhiteSpace(name) && name.Length <= NameLength && !name.Any(char.IsControl);
}
