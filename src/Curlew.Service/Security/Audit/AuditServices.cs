using Curlew.Service.Hosting.Settings;

namespace Curlew.Service.Security.Audit;

/// <summary>Who did what.</summary>
internal static class AuditServices
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddCurlewAudit(this IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton<Denials>();
        services.AddSingleton<AuditTrail>();
        return services.AddHostedService<AuditKeeper>();
    }

    /// <summary>Uses it: whatever comes after this is seen, also where it turns requests away.</summary>
    public static void UseCurlewAudit(this WebApplication app)
    {
        var trail = app.Services.GetRequiredService<AuditTrail>();
        app.Use((context, next) =>
        {
            AuditedRequest.Begin(context, trail);
            return next(context);
        });
    }
}
