namespace Curlew.Domain.Definitions.Secrets;

/// <summary>A place of a definition that may hold a secret: a header, a body, the rows of data, a key.</summary>
/// <remarks>
/// What stands there need not be a string: a body may be JSON, rows are a table. So there are two ways to look at it. Its
/// <see cref="Value"/> is the whole of it as text. Its <see cref="Token"/> is a text that stands in its place, such as the mask.
/// </remarks>
public sealed class SecretPlace
{
    private readonly Func<string> _value;
    private readonly Func<string?> _token;

    internal SecretPlace(string path, string key, bool isSecret, Func<string> value, Func<string?> token) =>
        (Path, Key, IsSecret, _value, _token) = (path, key, isSecret, value, token);

    /// <summary>Its path, as faults name it: <c>steps[0].headers.Authorization</c>.</summary>
    public string Path { get; }

    /// <summary>
    /// What makes it the same place in another version of the definition: steps, data and parts are told by their names, so
    /// that a secret never moves to another step when steps do.
    /// </summary>
    public string Key { get; }

    /// <summary>Whether what stands there is a secret, by default or because it is marked as one.</summary>
    public bool IsSecret { get; }

    /// <summary>All that stands there.</summary>
    public string Value => _value();

    /// <summary>The text that stands in its place; null where what stands there can be none.</summary>
    public string? Token => _token();
}

/// <summary>What becomes of what stands at a <see cref="SecretPlace"/>.</summary>
public readonly record struct SecretChange
{
    private SecretChange(SecretChangeKind kind, string text) => (Kind, Text) = (kind, text);

    /// <summary>It stays.</summary>
    public static SecretChange None => default;

    /// <summary>It goes.</summary>
    public static SecretChange LeaveOut => new(SecretChangeKind.LeaveOut, "");

    internal SecretChangeKind Kind { get; }

    internal string Text { get; }

    /// <summary>A text takes its place.</summary>
    public static SecretChange ToToken(string token) => new(SecretChangeKind.Token, token);

    /// <summary>What is all of it takes its place.</summary>
    public static SecretChange ToValue(string value) => new(SecretChangeKind.Value, value);
}

internal enum SecretChangeKind
{
    None,
    LeaveOut,
    Token,
    Value,
}
