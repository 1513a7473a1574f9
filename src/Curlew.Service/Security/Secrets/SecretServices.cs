using Curlew.Service.Hosting.Settings;
using Microsoft.AspNetCore.DataProtection;

namespace Curlew.Service.Security.Secrets;

/// <summary>Secrets, encrypted at rest.</summary>
internal static class SecretServices
{
    /// <summary>Warns of keys that no certificate encrypts, which is what the settings say.</summary>
    private const string KeysInTheOpen = "Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager";

    /// <summary>Registers it.</summary>
    public static IServiceCollection AddCurlewSecrets(this IServiceCollection services, ServiceSettings settings)
    {
        var keys = new KeyRing(settings);
        keys.MakeUsable();
        // The name is a part of what is encrypted: whoever changes it loses all secrets.
        var protection = services.AddDataProtection().SetApplicationName("Curlew").PersistKeysToFileSystem(keys.Directory);
        if (keys.LoadCertificate() is { } certificate)
            protection.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
        else
            services.AddLogging(logging => logging.AddFilter(KeysInTheOpen, LogLevel.Error));
        services.AddSingleton(keys);
        services.AddSingleton<SecretVault>();
        services.AddSingleton<TextVault>();
        services.AddHostedService<SecretSealing>();
        return services;
    }
}
