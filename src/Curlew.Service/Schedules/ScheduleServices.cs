using Curlew.Service.Hosting.Settings;

namespace Curlew.Service.Schedules;

/// <summary>Schedules.</summary>
internal static class ScheduleServices
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddCurlewSchedules(this IServiceCollection services, ServiceSettings settings) => services;
}
