namespace Curlew.Storage.Audit;

/// <summary>Which entries of the trail to list; what is null does not matter, and what is not adds up.</summary>
public sealed record AuditFilter
{
    /// <summary>Only what was done by whoever has this name.</summary>
    public string? Actor { get; init; }

    /// <summary>Only what was done with this API key.</summary>
    public Guid? KeyId { get; init; }

    /// <summary>Only this operation.</summary>
    public string? Action { get; init; }

    /// <summary>Only what was answered with this status.</summary>
    public int? Status { get; init; }

    /// <summary>Only from this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only before this moment.</summary>
    public DateTimeOffset? To { get; init; }
}
