using Curlew.Service.Hosting.Settings;
using Curlew.Service.Problems;
using Curlew.Storage.Idempotency;

namespace Curlew.Service.Idempotency;

/// <summary>Finds what an equal request has made before.</summary>
internal sealed class Replays(IdempotencyStore store, LimitSettings settings, TimeProvider time)
{
    /// <summary>Says that nothing was made, because an equal request had made it.</summary>
    public const string ReplayedHeader = "Idempotent-Replayed";

    /// <summary>Moments before which nothing is known any more.</summary>
    public DateTimeOffset KnownSince => time.GetUtcNow() - TimeSpan.FromHours(settings.IdempotencyHours);

    /// <summary>The id of what the request made before; or the problem; neither where it is new or has no key.</summary>
    public async Task<(Guid? Made, IResult? Problem)> FindAsync(IdempotentRequest request, CancellationToken cancelled)
    {
        if (request.Key is null || await store.FindAsync(request.Sender, request.Key, KnownSince, cancelled) is not { } record)
            return (null, null);
        return record.Fingerprint.AsSpan().SequenceEqual(request.Fingerprint)
            ? (record.ResourceId, null)
            : (null, Problem.Of(
                ProblemType.IdempotencyKeyReused,
                $"Another request with this {IdempotentRequest.Header} was answered at {record.CreatedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} "
                + $"({record.Operation}). Repeat that one with the same path and body, byte for byte; or send this one with a new key."));
    }

    /// <summary>
    /// Makes something with <paramref name="make"/>, unless an equal request has made it, be it in this very moment; answers with
    /// <paramref name="replay"/> then, which answers null where it has been deleted since.
    /// </summary>
    public async Task<IResult> AnswerAsync(
        HttpResponse response,
        IdempotentRequest request,
        Func<Guid, Task<IResult?>> replay,
        Func<Task<IResult>> make,
        CancellationToken cancelled)
    {
        if (await EarlierAsync(response, request, replay, cancelled) is { } known)
            return known;
        try
        {
            return await make();
        }
        catch (KeyTakenException taken)
        {
            return await EarlierAsync(response, request, replay, cancelled)
                ?? throw new InvalidOperationException("An Idempotency-Key was taken, but nothing is known of it.", taken);
        }
    }

    private async Task<IResult?> EarlierAsync(
        HttpResponse response, IdempotentRequest request, Func<Guid, Task<IResult?>> replay, CancellationToken cancelled)
    {
        var (made, problem) = await FindAsync(request, cancelled);
        if (made is not { } id)
            return problem;
        response.Headers[ReplayedHeader] = "true";
        return await replay(id) ?? Problem.Of(
            ProblemType.IdempotentResourceGone,
            $"What the request with this {IdempotentRequest.Header} made, {id}, has been deleted since, and is not made again. Send a new "
            + "key to make another one.");
    }
}
