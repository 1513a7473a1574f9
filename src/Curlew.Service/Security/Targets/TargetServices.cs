using Curlew.Service.Hosting.Settings;

namespace Curlew.Service.Security.Targets;

/// <summary>What may be tested.</summary>
internal static class TargetServices
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddCurlewTargets(this IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton(settings.Targets);
        return services.AddSingleton<ITargets, AllowedTargets>();
    }
}
