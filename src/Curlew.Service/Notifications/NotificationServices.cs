using Curlew.Service.FollowUps;
using Curlew.Service.Hosting.Settings;
using Curlew.Service.Notifications.Delivery;
using Curlew.Service.Notifications.Messages;

namespace Curlew.Service.Notifications;

/// <summary>Notifications.</summary>
internal static class NotificationServices
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddCurlewNotifications(this IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton<MessageWriter>();
        services.AddSingleton<HostNames>();
        services.AddSingleton<WebhookConnections>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookDeliveries>();
        services.AddSingleton<IRunFollowUp, RunNotices>();
        services.AddHostedService(provider => provider.GetRequiredService<WebhookDeliveries>());
        return services.AddHostedService<DeliveryCleaning>();
    }
}
