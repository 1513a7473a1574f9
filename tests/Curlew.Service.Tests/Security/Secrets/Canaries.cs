using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Definitions;

namespace Curlew.Service.Tests.Security.Secrets;

/// <summary>A definition with a secret in every place that can have one, each unlike anything else in the world.</summary>
internal sealed class Canaries : IDisposable
{
    private readonly List<string> _made = [];
    private readonly ClientCertificate _client = new();

    /// <summary>Those that a server gets to see as they are.</summary>
    public IReadOnlyList<string> Sent => _made;

    /// <summary>The definition, whose steps go to an address; with further members.</summary>
    public string DefinitionTo(Uri server, string name, string load, string more = "") => new JsonObject
    {
        ["name"] = name,
        ["steps"] = new JsonArray(
            Step(server, "first", $$"""
                "method": "POST", "headers": {"Authorization": "Bearer {{New("bearer")}}", "X-Marked": "{{New("marked")}}", "X-Feed": "${pin}",
                "My-Api-Key": "{{New("named")}}"}, "secretHeaders": ["x-marked"], "body": {"pin": "{{New("body")}}", "csv": "${csvpin}"}, "secretBody": true
                """),
            Step(server, "second", $$"""
                "headers": {"Cookie": "session={{New("cookie")}}"}, "form": {"pin": "{{New("form")}}"}, "secretBody": true,
                "authentication": {"type": "bearer", "token": "{{New("token")}}"}
                """),
            Step(server, "third", $$"""
                "multipart": [{"name": "f", "value": "{{New("part")}}"}], "secretBody": true,
                "authentication": {"type": "basic", "user": "eve", "password": "{{New("password")}}"}
                """),
            Step(server, "fourth", $"\"bodyBase64\": \"{Base64(New("base64"))}\", \"secretBody\": true")),
        ["data"] = JsonNode.Parse($$"""
            [{"columns": ["pin"], "rows": [["{{New("row")}}"]], "secret": true}, {"csv": "csvpin\n{{New("csv")}}\n", "secret": true}]
            """),
        ["load"] = JsonNode.Parse(load),
        ["tls"] = JsonNode.Parse($$"""{"clientCertificatePem": {{_client.Certificate}}, "clientKeyPem": {{_client.Key}} }"""),
    }.ToJsonString()[..^1] + more + "}";

    /// <summary>A secret of a test's own.</summary>
    public string New(string kind)
    {
        var canary = $"canary-{kind}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        _made.Add(canary);
        return canary;
    }

    /// <summary>Text, a file for one, in which none of them is, in whatever writing.</summary>
    public void ShouldNotBeIn(string text, string where)
    {
        foreach (var canary in _made.SelectMany(Writings).Concat(KeyLines()))
            text.Contains(canary, StringComparison.OrdinalIgnoreCase).Should().BeFalse($"{canary} is a secret, but is in {where}");
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>As it is, and in base64 wherever it begins; percent-encoding and JSON leave its characters as they are.</summary>
    private static IEnumerable<string> Writings(string canary) =>
        [canary, .. new[] { "", "x", "xx" }.Select(before => Base64(before + canary)[4..^4])];

    private IEnumerable<string> KeyLines() => new[] { _client.Key, _client.Certificate }
        .SelectMany(pem => JsonSerializer.Deserialize<string>(pem)!.Split('\n'))
        .Where(line => line.Length > 20 && !line.StartsWith('-'));

    private static JsonNode Step(Uri server, string name, string members) =>
        JsonNode.Parse($$"""{"name": "{{name}}", "url": "{{server}}{{name}}", "continueOnFailure": true, {{members}} }""")!;
}
