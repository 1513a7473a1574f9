using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Curlew.Service.Hosting;
using Curlew.Service.Hosting.Settings;

namespace Curlew.Service.Security.Secrets;

/// <summary>Where the keys are that secrets are encrypted with.</summary>
internal sealed class KeyRing(ServiceSettings settings)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The directory.</summary>
    public DirectoryInfo Directory { get; } = new(Path.GetFullPath(
        settings.Secrets.KeyDirectory is { Length: > 0 } given ? given : Path.Combine(settings.Storage.Directory, "keys")));

    /// <summary>Creates the directory, closed to other users, where there is none, and makes sure that keys can be written there.</summary>
    /// <exception cref="StartException">They cannot.</exception>
    public void MakeUsable()
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.Create();
            else
                System.IO.Directory.CreateDirectory(Directory.FullName, OwnerOnly);
            var path = Path.Combine(Directory.FullName, $".write-{Guid.NewGuid():N}");
            using var probe = File.Create(path, bufferSize: 1, FileOptions.DeleteOnClose);
            probe.WriteByte(0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                $"Curlew keeps the keys that it encrypts secrets with in {Directory.FullName} (setting Secrets:KeyDirectory, by default "
                + $"below Storage:Directory), but cannot write there: {exception.Message}",
                exception);
        }
    }

    /// <summary>The certificate that the keys are encrypted with; null for none.</summary>
    /// <exception cref="StartException">It cannot be used.</exception>
    public X509Certificate2? LoadCertificate()
    {
        if (settings.Secrets.CertificatePath is not { Length: > 0 } path)
            return null;
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, settings.Secrets.CertificatePassword);
            if (certificate.HasPrivateKey)
                return certificate;
            certificate.Dispose();
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                $"The certificate {path} (settings Secrets:CertificatePath and Secrets:CertificatePassword) cannot be used: {exception.Message}",
                exception);
        }

        throw new StartException(
            $"The certificate {path} (setting Secrets:CertificatePath) has no private key, without which the keys could never be read again.");
    }
}
