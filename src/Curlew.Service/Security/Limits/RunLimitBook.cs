using Curlew.Domain.Limits;
using Curlew.Service.Hosting.Settings;
using Curlew.Storage.Access;

namespace Curlew.Service.Security.Limits;

/// <summary>Knows which limits hold for whom: the settings' and those that an API key has of its own.</summary>
internal sealed class RunLimitBook(KeyLimitStore keys, LimitSettings settings)
{
    private const string Setting = "setting Limits:";

    /// <summary>The limits that hold now for a key; for nobody's key where it is null.</summary>
    public async Task<LimitsInForce> OfAsync(Guid? key, CancellationToken cancelled)
    {
        var own = key is { } id ? await keys.FindAsync(id, cancelled) : RunLimits.None;
        var perKey = key is null ? new LimitSettings() : settings;
        return new LimitsInForce
        {
            RatePerSecond = Least(nameof(settings.RatePerSecond), settings.RatePerSecond, own.RatePerSecond, perKey.PerKeyRatePerSecond),
            VirtualUsers = Least(nameof(settings.VirtualUsers), settings.VirtualUsers, own.VirtualUsers, perKey.PerKeyVirtualUsers),
            DurationSeconds = Least(
                nameof(settings.DurationSeconds), settings.DurationSeconds, own.DurationSeconds, perKey.PerKeyDurationSeconds),
            TotalBytes = Least(nameof(settings.TotalBytes), settings.TotalBytes, own.TotalBytes, perKey.PerKeyTotalBytes),
            ResponseBytes = Least(nameof(settings.ResponseBytes), settings.ResponseBytes, own.ResponseBytes, perKey.PerKeyResponseBytes),
            ConcurrentRunsOfKey = OfKey("ConcurrentRuns", own.ConcurrentRuns, perKey.PerKeyConcurrentRuns),
            QueuedRunsOfKey = OfKey(nameof(settings.QueuedRuns), own.QueuedRuns, perKey.PerKeyQueuedRuns),
            QueuedRunsInAll = OfService(nameof(settings.QueuedRuns), settings.QueuedRuns),
        };
    }

    private static LimitInForce? Least(string name, double ofService, double? own, double perKey)
    {
        var (service, key) = (OfService(name, ofService), OfKey(name, own, perKey));
        return service is null || key?.Most < service.Most ? key ?? service : service;
    }

    private static LimitInForce? OfService(string name, double most) =>
        most > 0 ? new LimitInForce(most, $"the service's limit ({Setting}{name})") : null;

    /// <summary>What the key has of its own goes before what keys have in general, be it more or less.</summary>
    private static LimitInForce? OfKey(string name, double? own, double perKey) =>
        own is { } most ? new LimitInForce(most, "this key's own limit")
        : perKey > 0 ? new LimitInForce(perKey, $"the limit of API keys without one of their own ({Setting}PerKey{name})")
        : null;
}
