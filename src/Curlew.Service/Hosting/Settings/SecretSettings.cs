namespace Curlew.Service.Hosting.Settings;

/// <summary>How secrets are kept.</summary>
public sealed record SecretSettings
{
    /// <summary>
    /// The directory of the keys that secrets are encrypted with; default <c>keys</c> below <c>Storage:Directory</c>. Processes that
    /// share a database share it, too. Whoever has it and the database can read the secrets, so backups keep the two apart.
    /// </summary>
    public string? KeyDirectory { get; init; }

    /// <summary>
    /// A certificate with its private key (PKCS #12) that those keys are encrypted with; default none: then whoever can read the
    /// directory can use them.
    /// </summary>
    public string? CertificatePath { get; init; }

    /// <summary>That file's password; default none.</summary>
    public string? CertificatePassword { get; init; }
}
