using System.ComponentModel.DataAnnotations;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>The address to use for a host and port, instead of asking DNS.</summary>
public sealed record ResolveDocument
{
    /// <summary>The host as URLs name it.</summary>
    [MaxLength(DefinitionLimits.HostLength)]
    public string? Host { get; init; }

    /// <summary>The port.</summary>
    [Range(1, DefinitionLimits.HighestPort)]
    public long? Port { get; init; }

    /// <summary>An IPv4 or IPv6 address.</summary>
    [MaxLength(DefinitionLimits.HostLength)]
    public string? Address { get; init; }
}
