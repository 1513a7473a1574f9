using Curlew.Service.Documentation;

namespace Curlew.Service.Idempotency;

/// <summary>What endpoints that take an <c>Idempotency-Key</c> say of it.</summary>
internal static class IdempotencyDocumentation
{
    /// <summary>Takes the header, and answers with <paramref name="status"/> to requests that are repeated.</summary>
    public static RouteHandlerBuilder TakesIdempotencyKey(this RouteHandlerBuilder endpoint, int status) => endpoint
        .TakesHeader(
            IdempotentRequest.Header,
            $"Makes the request safe to repeat: 1 to {IdempotentRequest.KeyLength} visible ASCII characters, such as a UUID, new for each "
            + "thing that is to be made. The same key with the same path and body (byte for byte) answers with what the first request "
            + "made, as it is now; another body is refused with 422. Requests that were refused may be repeated with their key. Known for "
            + "a day (setting `Limits:IdempotencyHours`), and for each API key apart.")
        .AnswersWithHeader(
            status, Replays.ReplayedHeader, $"`true` where an equal request with this `{IdempotentRequest.Header}` had made it before.");
}
