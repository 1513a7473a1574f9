using System.Net.Sockets;
using System.Security.Cryptography;
using Curlew.Service.Hosting.Settings;
using Curlew.Storage.Database;

namespace Curlew.Service.Hosting;

/// <summary>Why the service cannot start, in words for whoever started it.</summary>
internal static class StartFault
{
    /// <summary>The words; null where the exception tells of something else.</summary>
    public static string? Of(Exception exception, ServiceSettings settings)
    {
        var listening = $"Curlew cannot listen on {settings.Urls}";
        return exception switch
        {
            // Says it itself, and better.
            DatabaseUnavailableException => null,
            SocketException or IOException { InnerException: not null } =>
                $"{listening} (setting Urls, or Kestrel:Endpoints): {exception.Message}",
            CryptographicException or FileNotFoundException or InvalidOperationException { Source: Kestrel } when HasTls(settings) =>
                $"{listening}: its certificate cannot be used (settings Kestrel:Endpoints:<name>:Certificate, or "
                + $"Kestrel:Certificates:Default). {exception.Message}",
            _ when DatabaseFault.Of(exception) is { } fault =>
                $"Curlew cannot use its database (settings Storage and ConnectionStrings:Curlew). {fault.Message}",
            _ => null,
        };
    }

    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";

    private static bool HasTls(ServiceSettings settings) =>
        settings.Urls.Contains("https://", StringComparison.OrdinalIgnoreCase);
}
