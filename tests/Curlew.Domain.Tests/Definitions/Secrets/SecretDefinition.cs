using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Domain.Json;
using Curlew.Domain.Tests.Definitions.Reading;

namespace Curlew.Domain.Tests.Definitions.Secrets;

/// <summary>A definition with a secret in every place that can have one, each holding <c>hush</c>.</summary>
internal static class SecretDefinition
{
    public static readonly string[] Paths =
    [
        "steps[0].headers.Authorization", "steps[0].headers.x-plain", "steps[0].body", "steps[1].headers.Cookie", "steps[1].form.pin",
        "steps[1].authentication.password", "steps[2].multipart[0].value", "steps[2].multipart[1].base64",
        "steps[2].authentication.token", "steps[3].bodyBase64", "data[0].rows", "data[1].csv", "tls.clientCertificatePem",
        "tls.clientKeyPem",
    ];

    private static readonly (string Certificate, string Key) Client = MakeClient();

    /// <summary>As somebody sends it.</summary>
    public static string Json { get; } = $$"""
        {"steps": [
           {"name": "a", "url": "http://shop.test/${key}", "headers": {"Authorization": "hush 1", "x-plain": "hush 2", "Accept": "text/html"},
            "secretHeaders": ["X-Plain"], "body": {"pin": "hush 3", "n": [1.50]}, "secretBody": true},
           {"name": "b", "url": "http://shop.test/", "headers": {"Cookie": "hush 4"}, "form": {"pin": "hush 5"}, "secretBody": true,
            "authentication": {"type": "basic", "user": "eve", "password": "hush 11"} },
           {"name": "c", "url": "http://shop.test/", "multipart": [{"name": "f", "value": "hush 6"}, {"name": "g", "fileName": "h", "base64": "aHVzaA=="}],
            "secretBody": true, "authentication": {"type": "bearer", "token": "hush.7"} },
           {"name": "d", "url": "http://shop.test/", "bodyBase64": "aHVzaA==", "secretBody": true},
           {"name": "e", "url": "http://shop.test/", "body": "hello"} ],
         "data": [{"name": "keys", "columns": ["key", "other"], "rows": [["hush 8", "x"], ["hush 9", "y"]], "secret": true},
                  {"name": "more", "csv": "pin\nhush 10\n", "secret": true}, {"name": "open", "columns": ["c"], "rows": [["seen"]]}],
         "tls": {"clientCertificatePem": {{JsonSerializer.Serialize(Client.Certificate)}}, "clientKeyPem": {{JsonSerializer.Serialize(Client.Key)}} },
         "load": {"iterations": 1} }
        """;

    /// <summary>In full form.</summary>
    public static RunDefinitionDocument Document { get; } = DefinitionReader.ToDocument(ReadJson.Of(Json).Definition());

    /// <summary>As JSON.</summary>
    public static string Text(RunDefinitionDocument document) => JsonSerializer.Serialize(document, CurlewJson.Options);

    /// <summary>Reads another version of it.</summary>
    public static DefinitionReading Revise(string json) => ReadJson.Of(json, KeptSecrets.Of(Document));

    private static (string Certificate, string Key) MakeClient()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=hush", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
