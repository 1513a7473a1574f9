using Curlew.Service.Hosting.Settings;

namespace Curlew.Service.Comparisons;

/// <summary>Comparisons.</summary>
internal static class ComparisonServices
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddCurlewComparisons(this IServiceCollection services, ServiceSettings settings) => services;
}
