using Curlew.Domain.Access;
using Curlew.Storage.Audit;

namespace Curlew.Service.Features.Audit;

/// <summary>A part of the audit trail.</summary>
/// <param name="Items">The entries, newest first.</param>
/// <param name="NextCursor">Pass it as <c>cursor</c> for older entries; absent where there are none.</param>
public sealed record AuditList(IReadOnlyList<AuditEntry> Items, string? NextCursor);

/// <summary>Who did what, when, from where, and what came of it.</summary>
public sealed record AuditEntry
{
    /// <summary>The entry's id, a UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was answered (ISO 8601, UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary>
    /// Who did it: the name of the API key, <c>local</c> for whoever uses this machine where there are no keys, <c>anonymous</c> for whoever
    /// had none, or a wrong one.
    /// </summary>
    public required string Actor { get; init; }

    /// <summary>The API key; absent where there was none.</summary>
    public Guid? KeyId { get; init; }

    /// <summary>The role it had; absent where there was none.</summary>
    public ApiRole? Role { get; init; }

    /// <summary>The address that it came from; behind a proxy that the settings name, the one that the proxy names.</summary>
    public required string RemoteAddress { get; init; }

    /// <summary>The operation, by its <c>operationId</c> in this document; for others the method and the beginning of the path.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to: the path, escaped, without its query.</summary>
    public required string Path { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>The trace id of the request, which the service's log and its traces have, too.</summary>
    public required string TraceId { get; init; }

    internal static AuditEntry Of(AuditRecord entry) => new()
    {
        Id = entry.Id,
        At = entry.At.UtcDateTime,
        Actor = entry.Actor,
        KeyId = entry.KeyId,
        Role = entry.Role,
        RemoteAddress = entry.RemoteAddress,
        Action = entry.Action,
        Path = entry.Path,
        Status = entry.Status,
        TraceId = entry.TraceId,
    };
}
