using Curlew.Service.Hosting.Settings;
using Curlew.Service.Problems;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Curlew.Service.Security.Http;

/// <summary>What every answer says to browsers, and what every request may come to.</summary>
internal static class HttpServices
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddCurlewHttp(this IServiceCollection services, ServiceSettings settings)
    {
        services.Configure<KestrelServerOptions>(kestrel => ConnectionLimits.Configure(kestrel, settings.Http));
        services.Configure<ForwardedHeadersOptions>(forwarded => KnownProxies.Configure(forwarded, settings.Http));
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(settings.Http.HstsDays));
        var time = TimeSpan.FromSeconds(settings.Http.RequestTimeoutSeconds);
        return services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = time,
            TimeoutStatusCode = ProblemType.TimedOut.Status,
            WriteTimeoutResponse = context => Problem
                .Of(ProblemType.TimedOut, $"There was no answer within {time.TotalSeconds} seconds (setting Http:RequestTimeoutSeconds).")
                .ExecuteAsync(context),
        });
    }

    /// <summary>Uses it, before anything else.</summary>
    public static void UseCurlewHttp(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (app.Services.GetRequiredService<ServiceSettings>().Http.HstsDays > 0)
            app.UseHsts();
        app.UseAnswerHeaders();
        app.RefuseEncodedBodies();
    }
}
