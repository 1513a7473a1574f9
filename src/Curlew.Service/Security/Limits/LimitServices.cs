using Curlew.Service.Execution;
using Curlew.Service.Hosting.Settings;
using Curlew.Service.Idempotency;

namespace Curlew.Service.Security.Limits;

/// <summary>What runs may come to.</summary>
internal static class LimitServices
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddCurlewLimits(this IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton(settings.Limits);
        services.AddSingleton<RunLimitBook>();
        services.AddSingleton<QueueWait>();
        services.AddSingleton<KeyTurns>();
        services.AddHostedService<KeyTurnBell>();
        services.AddSingleton<KillSwitch>();
        services.AddSingleton<Replays>();
        services.AddHostedService<KeyCleaning>();
        return services;
    }
}
