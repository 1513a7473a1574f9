using System.ComponentModel.DataAnnotations;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>How a step authenticates itself: <c>basic</c> or <c>bearer</c>.</summary>
public sealed record AuthenticationDocument
{
    /// <summary><c>basic</c> (RFC 7617, with <c>user</c> and <c>password</c>) or <c>bearer</c> (RFC 6750, with <c>token</c>).</summary>
    [AllowedValues("basic", "bearer")]
    public string? Type { get; init; }

    /// <summary>The user's name, without a colon.</summary>
    [MaxLength(DefinitionLimits.CredentialLength)]
    public string? User { get; init; }

    /// <summary>The password. A secret: answers show <c>***</c>.</summary>
    [MaxLength(DefinitionLimits.CredentialLength)]
    public string? Password { get; init; }

    /// <summary>The token. A secret: answers show <c>***</c>.</summary>
    [MaxLength(DefinitionLimits.CredentialLength)]
    public string? Token { get; init; }
}
