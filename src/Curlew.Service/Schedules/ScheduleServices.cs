using Curlew.Service.Features.Schedules;
using Curlew.Service.FollowUps;
using Curlew.Service.Security.Secrets;

namespace Curlew.Service.Schedules;

/// <summary>Schedules.</summary>
internal static class ScheduleServices
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddCurlewSchedules(this IServiceCollection services)
    {
        services.AddSingleton<SealedOverrides>();
        services.AddSingleton<ScheduledRuns>();
        services.AddSingleton<DueRuns>();
        services.AddSingleton<ScheduleReading>();
        services.AddSingleton<ScheduleAnswers>();
        services.AddSingleton<IRunFollowUp, WaitingRuns>();
        return services.AddHostedService<ScheduleSweeper>();
    }
}
