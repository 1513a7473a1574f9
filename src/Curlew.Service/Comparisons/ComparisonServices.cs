using Curlew.Service.Features.Comparisons;
using Curlew.Service.FollowUps;
using Curlew.Service.Hosting.Settings;

namespace Curlew.Service.Comparisons;

/// <summary>Comparisons.</summary>
internal static class ComparisonServices
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddCurlewComparisons(this IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton<ComparisonRequests>();
        services.AddSingleton<ComparisonAcceptance>();
        services.AddSingleton<ComparisonResults>();
        services.AddSingleton<ComparisonShowing>();
        services.AddSingleton<ComparisonCoordinator>();
        services.AddSingleton<IRunFollowUp>(provider => provider.GetRequiredService<ComparisonCoordinator>());
        return services.AddHostedService<ComparisonSweeper>();
    }
}
