using Curlew.Service.Hosting.Settings;

namespace Curlew.Service.Notifications;

/// <summary>Notifications.</summary>
internal static class NotificationServices
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddCurlewNotifications(this IServiceCollection services, ServiceSettings settings) => services;
}
