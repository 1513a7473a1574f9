namespace Curlew.Storage.Idempotency;

/// <summary>
/// What a request with an <c>Idempotency-Key</c> made. Written in the transaction that makes it, so that there is never one without
/// the other.
/// </summary>
public sealed class IdempotencyRecord
{
    /// <summary>Who sent it: the id of an API key, empty where there are none. Keys of different senders never meet.</summary>
    public required string Sender { get; init; }

    /// <summary>The header's value.</summary>
    public required string Key { get; init; }

    /// <summary>The operation, as in <c>createRun</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The SHA-256 of what was asked for: path and body.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>The id of what was made.</summary>
    public required Guid ResourceId { get; init; }

    /// <summary>When that was.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
