namespace Curlew.TestServers.Certificates;

/// <summary>
/// A throw-away certificate authority and the server certificates of <see cref="CertificateKind"/>, as PEM files in
/// a temporary directory that goes on dispose.
/// </summary>
public sealed class TestCertificates : IDisposable
{
    private readonly TemporaryDirectory _directory = new("certificates");
    private readonly Dictionary<CertificateKind, ServerCertificate> _certificates;

    /// <summary>Makes the authority and all certificates; takes some milliseconds.</summary>
    public TestCertificates()
    {
        using var writer = new CertificateWriter(_directory);
        CaPath = writer.WriteAuthority();
        _certificates = new()
        {
            [CertificateKind.Valid] = writer.WriteValid(),
            [CertificateKind.WrongHost] = writer.WriteWrongHost(),
            [CertificateKind.Expired] = writer.WriteExpired(),
            [CertificateKind.SelfSigned] = writer.WriteSelfSigned(),
        };
    }

    /// <summary>The authority's certificate: what a client must trust (<c>CURLOPT_CAINFO</c>).</summary>
    public string CaPath { get; }

    /// <summary>The file of the valid certificate for localhost.</summary>
    public string CertificatePath => Of(CertificateKind.Valid).CertificatePath;

    /// <summary>The file of the valid certificate's key.</summary>
    public string KeyPath => Of(CertificateKind.Valid).KeyPath;

    /// <summary>The files of one certificate.</summary>
    public ServerCertificate Of(CertificateKind kind) => _certificates[kind];

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();
}
