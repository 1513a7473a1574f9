using Curlew.Domain.Access;

namespace Curlew.Storage.Audit;

/// <summary>Who did what, when, from where; written before the answer goes out, never changed.</summary>
public sealed class AuditRecord
{
    /// <summary>The most characters of <see cref="Action"/>.</summary>
    public const int ActionLength = 100;

    /// <summary>The most characters of <see cref="Path"/>.</summary>
    public const int PathLength = 500;

    /// <summary>Its id, a UUIDv7: sorts by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The API key's id; null where nobody was signed in.</summary>
    public Guid? KeyId { get; init; }

    /// <summary>The key's name, <c>local</c> without keys, <c>anonymous</c> where the sign-in failed.</summary>
    public required string Actor { get; init; }

    /// <summary>The role it had.</summary>
    public ApiRole? Role { get; init; }

    /// <summary>The address that it came from, as forwarded by a named proxy.</summary>
    public required string RemoteAddress { get; init; }

    /// <summary>The operation, as in <c>createRun</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to: the path, escaped as in a URL, without its query.</summary>
    public required string Path { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>The trace id of the request, as in the log.</summary>
    public required string TraceId { get; init; }
}
