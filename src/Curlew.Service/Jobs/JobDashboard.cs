using Hangfire;

namespace Curlew.Service.Jobs;

/// <summary>Hangfire's dashboard, for this machine's own users alone (Hangfire's default).</summary>
internal static class JobDashboard
{
    /// <summary>Where it is.</summary>
    public const string Address = "/hangfire";

    /// <summary>Serves the dashboard.</summary>
    public static void UseJobDashboard(this WebApplication app) =>
        app.UseHangfireDashboard(Address, new DashboardOptions { DashboardTitle = "Curlew's jobs", AppPath = "/" });
}
