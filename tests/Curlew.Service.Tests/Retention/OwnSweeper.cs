using Curlew.Service.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Retention;

/// <summary>The sweeper that a service has of its own.</summary>
internal static class OwnSweeper
{
    /// <summary>Takes it away, so that the test alone sweeps.</summary>
    public static void Remove(IServiceCollection services) =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(RetentionSweeper)));
}
