namespace Curlew.Service.FollowUps;

/// <summary>What the ends of runs give rise to.</summary>
internal static class FollowUpServices
{
    /// <summary>Registers it; each <see cref="IRunFollowUp"/> is registered by whoever has it.</summary>
    public static IServiceCollection AddCurlewFollowUps(this IServiceCollection services)
    {
        services.AddSingleton<RunFollowUps>();
        return services.AddHostedService(provider => provider.GetRequiredService<RunFollowUps>());
    }
}
