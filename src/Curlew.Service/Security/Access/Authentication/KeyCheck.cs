using System.Data.Common;
using System.Net;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access.Keys;
using Curlew.Storage.Access;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Service.Security.Access.Authentication;

/// <summary>Believes a key, or says why not; the same for headers and for the sign-in page.</summary>
internal sealed partial class KeyCheck(ApiKeys keys, ApiKeyStore store, FailedAttempts failures, ILogger<KeyCheck> logger)
{
    /// <summary>The record of a key that is good.</summary>
    /// <exception cref="KeyRefusedException">It is not, or too many were not that came from this address.</exception>
    public async Task<ApiKeyRecord> CheckAsync(string text, IPAddress? from, CancellationToken cancelled)
    {
        if (failures.WaitOf(from) is { } wait)
            throw TooMany(wait);
        if (!KeyText.TryRead(text, out var key))
        {
            throw Refused(
                from, $"This is no API key of Curlew: one looks like {KeyText.Example}. Look whether it was copied whole.");
        }

        if (await keys.FindAsync(key, cancelled) is not { } record)
            throw Refused(from, "The API key is none of this service's.");
        // Only whoever has the key is told what became of it.
        if (keys.FaultOf(record) is { } fault)
            throw Refused(from, fault + " An administrator can make another one.");
        await KeepUseAsync(record, cancelled);
        return record;
    }

    /// <summary>Keeps that a key was used; where that cannot be kept, the request goes on all the same.</summary>
    public async Task KeepUseAsync(ApiKeyRecord key, CancellationToken cancelled)
    {
        try
        {
            await store.KeepUseAsync(key, cancelled);
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            LogUseNotKept(KeyText.Mark + key.Prefix, exception);
        }
    }

    private KeyRefusedException Refused(IPAddress? from, string why)
    {
        if (failures.Count(from) is not { } wait)
            return new KeyRefusedException(ProblemType.Unauthorized, why);
        LogSlowed(from, Math.Ceiling(wait.TotalSeconds));
        return new KeyRefusedException(ProblemType.Unauthorized, why, wait);
    }

    private static KeyRefusedException TooMany(TimeSpan wait) => new(
        ProblemType.TooManyAttempts,
        $"Too many requests from this address had no good API key; no other one is looked at for {Math.Ceiling(wait.TotalSeconds)} s.",
        wait);
}
