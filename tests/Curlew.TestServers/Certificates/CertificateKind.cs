namespace Curlew.TestServers.Certificates;

/// <summary>Which of <see cref="TestCertificates"/>'s certificates a server shows.</summary>
public enum CertificateKind
{
    /// <summary>Signed by the test CA, valid, for localhost, 127.0.0.1 and ::1.</summary>
    Valid,

    /// <summary>Signed by the test CA and valid, but for another host.</summary>
    WrongHost,

    /// <summary>Signed by the test CA for localhost, but its time is over.</summary>
    Expired,

    /// <summary>For localhost and valid, but signed by nobody but itself.</summary>
    SelfSigned,
}
