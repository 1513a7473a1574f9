using Curlew.Domain.Access;
using Curlew.Service.Security.Access;
using Curlew.Service.Security.Access.Authorization;
using Hangfire;
using Hangfire.Dashboard;

namespace Curlew.Service.Jobs;

/// <summary>
/// Hangfire's dashboard. Who may see it is asked before Hangfire is, as for every other address; Hangfire's own rule, connections
/// from this machine alone, would let in whoever comes through a proxy on it. Viewers look, administrators change.
/// </summary>
internal static class JobDashboard
{
    /// <summary>Where it is.</summary>
    public const string Address = "/hangfire";

    /// <summary>Serves the dashboard.</summary>
    public static void UseJobDashboard(this WebApplication app) =>
        app.UseHangfireDashboard(Address, new DashboardOptions
        {
            DashboardTitle = "Curlew's jobs",
            AppPath = "/",
            Authorization = [new WhoeverMay()],
            IsReadOnlyFunc = dashboard => Caller.Of(dashboard.GetHttpContext()).Role < ApiRole.Admin,
        });

    /// <summary>Whoever was let through: should the dashboard ever be put before that is asked, it stays closed.</summary>
    private sealed class WhoeverMay : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) => context.GetHttpContext().Features.Get<AccessGrant>() is not null;
    }
}
