using Curlew.Service.Execution;
using Curlew.Service.Hosting.Settings;

namespace Curlew.Service.Regressions;

/// <summary>Regressions.</summary>
internal static class RegressionServices
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddCurlewRegressions(this IServiceCollection services, ServiceSettings settings) => services
        .AddSingleton<BaselineCheck>()
        .AddSingleton<Baselines>()
        .AddSingleton<RunJudging>()
        .AddSingleton<DefinitionTrends>()
        .AddSingleton(HostDescription.OfThisMachine());
}
