using System.Text.Json;
using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.Engine.Tests.Runs;

/// <summary>Data feeds and bodies as the server saw them.</summary>
public sealed class DataTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("sequential", 1)]
    [InlineData("shuffled", 2)]
    public async Task Execute_TwoCycles_SendsEachRowTwice(string order, int eventLoops)
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest, eventLoops).ExecuteAsync($$"""
            { "data": [ { "csv": "user,page\r\nann,1\nbob,2\n\"eve, \"\"x\"\"\",3\n", "order": "{{order}}" } ],
              "steps": [ { "url": "{{_server.Http1}}ok/${user}/${page}" } ], "load": { "virtualUsers": 2, "requests": 6 } }
            """);

        run.Summary.Total.Succeeded.Should().Be(6);
        var truth = _server.Truth.Snapshot();
        foreach (var path in new[] { "/ok/ann/1", "/ok/bob/2", "/ok/eve, \"x\"/3" })
            truth.Of(path, "GET").Requests.Should().Be(2);
    }

    [Fact]
    public async Task Execute_DataThatEnds_EndsTheRun()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "data": [ { "columns": ["id"], "rows": [["a"], ["b"], ["c"], ["d"]], "atEnd": "stop" } ],
              "steps": [ { "url": "{{_server.Http1}}ok/${id}" }, { "url": "{{_server.Http1}}ok/2" } ],
              "load": { "virtualUsers": 3, "durationSeconds": 600 } }
            """);

        run.Summary.Iterations!.Started.Should().Be(4);
        run.Outcomes.Should().HaveCount(8);
        _server.Truth.Snapshot().Of("/ok/d", "GET").Requests.Should().Be(1);
    }

    [Fact]
    public async Task Execute_Multipart_ArrivesAsPartsAndFiles()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "data": [ { "columns": ["who"], "rows": [["a\"b"]] } ],
              "steps": [ { "url": "{{_server.Http1}}echo", "multipart": [
                  { "name": "field", "value": "text of ${who}" },
                  { "name": "file", "fileName": "${who}.bin", "base64": "AAEC/w==", "contentType": "image/png" } ],
                "extract": [ { "name": "boundary", "from": "regex", "pattern": "multipart/form-data; boundary=[^ ]{16}" },
                             { "name": "field", "from": "regex", "pattern": "name=.u0022field.u0022.r.n.r.ntext of a.u0022b.r.n--" },
                             { "name": "file", "from": "regex", "pattern": "filename=.u0022a%22b[.]bin.u0022.r.nContent-Type: image/png.r.n.r.n.u0000.u0001.u0002" } ] } ],
              "load": { "iterations": 2 } }
            """);

        run.Summary.Failures.Should().BeEmpty();
        _server.Truth.Snapshot().Of("/echo", "POST").BodyBytesReceived.Should().BePositive();
    }

    [Fact]
    public async Task Execute_ClientCertificate_IsShownToTheServer()
    {
        // nginx asks for one and lets nobody else in.
        using var certificates = new TestServers.Certificates.TestCertificates();
        var client = certificates.Of(TestServers.Certificates.CertificateKind.Valid);
        await using var nginx = await TestServers.Nginx.NginxServer.StartAsync(new TestServers.Nginx.NginxOptions { ClientCertificateAuthority = certificates.CaPath });

        var with = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "url": "{{nginx.Https}}", "requests": 5, "tls": { "verify": false,
              "clientCertificatePem": {{JsonSerializer.Serialize(File.ReadAllText(client.CertificatePath))}},
              "clientKeyPem": {{JsonSerializer.Serialize(File.ReadAllText(client.KeyPath))}} } }
            """);
        var without = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync(
            $$"""{ "url": "{{nginx.Https}}", "requests": 5, "tls": { "verify": false } }""");

        with.Status(200).Should().Be(5);
        without.Status(200).Should().Be(0);
        without.Status(400).Should().Be(5);
    }
}
