using System.Security.Cryptography;
using System.Text;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access;
using Curlew.Storage.Idempotency;

namespace Curlew.Service.Idempotency;

/// <summary>
/// A request that may carry an <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header), and what tells it from another one:
/// its operation, its path and the bytes of its body. JSON that says the same in other bytes is another request: a client that
/// repeats one sends what it has sent.
/// </summary>
internal sealed class IdempotentRequest
{
    /// <summary>The header's name.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Characters that a key may have.</summary>
    public const int KeyLength = 255;

    private readonly string _operation;

    private IdempotentRequest(string sender, string? key, string operation, byte[] fingerprint) =>
        (Sender, Key, _operation, Fingerprint) = (sender, key, operation, fingerprint);

    /// <summary>Who sent it: the id of an API key, empty where there is none.</summary>
    public string Sender { get; }

    /// <summary>The key; null where it has none.</summary>
    public string? Key { get; }

    /// <summary>The SHA-256 of what it asks for.</summary>
    public byte[] Fingerprint { get; }

    /// <summary>Reads it; or answers with what is wrong with its key.</summary>
    public static IResult? Read(HttpRequest request, string operation, ReadOnlySpan<byte> body, out IdempotentRequest read)
    {
        var given = request.Headers[Header];
        var sender = Caller.Of(request.HttpContext).KeyId?.ToString("D") ?? "";
        read = new IdempotentRequest(sender, given.Count == 0 ? null : given[0], operation, FingerprintOf(operation, request.Path, body));
        return given.Count == 0 || (given.Count == 1 && IsKey(given[0]))
            ? null
            : Problem.Of(ProblemType.BadRequest, $"{Header} must be one value of 1 to {KeyLength} visible ASCII characters, such as a UUID.");
    }

    /// <summary>What to save with what it made; null where it has no key.</summary>
    public IdempotencyRecord? RecordOf(Guid made, DateTimeOffset now) => Key is null
        ? null
        : new IdempotencyRecord
        {
            Sender = Sender,
            Key = Key,
            Operation = _operation,
            Fingerprint = Fingerprint,
            ResourceId = made,
            CreatedAt = now,
        };

    private static bool IsKey(string? value) =>
        value is { Length: > 0 and <= KeyLength } && value.All(character => character is > ' ' and < (char)0x7f);

    private static byte[] FingerprintOf(string operation, string? path, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{operation}\n{path}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
