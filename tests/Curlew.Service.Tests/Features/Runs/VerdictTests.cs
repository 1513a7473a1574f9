using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Features.Runs;

/// <summary>Verdict, validity and the outcomes behind them, through the API.</summary>
public sealed class VerdictTests : IAsyncLifetime
{
    private FaultServer _server = null!;
    private ServiceUnderTest _service = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FaultServer.StartAsync();
        _service = await ServiceUnderTest.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Run_WithThresholds_HasItsVerdictAndIsListedByIt()
    {
        var good = await RunAsync("ok", "\"condition\": \"<\", \"valuePercent\": 1");
        var bad = await RunAsync("status/500", "\"condition\": \"<\", \"valuePercent\": 1");

        ((string)good["verdict"]!).Should().Be("passed");
        ((string)bad["verdict"]!).Should().Be("failed");
        ((string)good["validity"]!).Should().BeOneOf("pass", "warn", "invalid");
        (await IdsAsync("passed")).Should().Equal((string)good["id"]!);
        (await IdsAsync("failed")).Should().Equal((string)bad["id"]!);
        var summary = await _service.Client.GetAsync((string)bad["links"]!["summary"]!);
        ((string)summary["verdict"]!).Should().Be("failed");
        var threshold = summary["thresholds"]![0]!;
        ((string)threshold["result"]!).Should().Be("failed");
        ((double)threshold["actual"]!).Should().Be(100);
        ((string)threshold["threshold"]!["metric"]!).Should().Be("errorRate");
        ((double)threshold["threshold"]!["valuePercent"]!).Should().Be(1);
        ((string)summary["validity"]!).Should().Be((string)bad["validity"]!);
    }

    [Fact]
    public async Task Run_StoppedByAThreshold_IsStoppedAndSaysWhy()
    {
        var run = await _service.Client.RunAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}status/503" } ], "load": { "virtualUsers": 1, "durationSeconds": 600 },
              "thresholds": [ { "metric": "errorRate", "condition": "<", "valuePercent": 5, "stopRun": true, "graceSeconds": 0 } ],
              "judgeInvalidRuns": true }
            """);

        ((string)run["status"]!).Should().Be("stopped");
        ((string)run["stopReason"]!).Should().Contain("errorRate < 5 %");
        ((string)run["verdict"]!).Should().Be("failed");
    }

    [Fact]
    public async Task Run_ThatCannotReachItsTarget_Fails()
    {
        var run = await _service.Client.RunAsync("""
            { "steps": [ { "url": "http://127.0.0.1:1/" } ], "load": { "requests": 1 },
              "thresholds": [ { "metric": "errorRate", "condition": "<", "valuePercent": 5 } ] }
            """);

        ((string)run["status"]!).Should().Be("failed");
        ((string)run["verdict"]!).Should().Be("failed");
        run["validity"].Should().BeNull();
    }

    [Fact]
    public async Task Outcomes_OfAJourney_AreFoundByFailureAndIteration()
    {
        var run = await _service.Client.RunAsync($$"""
            { "steps": [ { "name": "first", "url": "{{_server.Http1}}echo", "extract": [ { "name": "x", "from": "json", "pointer": "/protocol" } ] },
                         { "name": "second", "url": "{{_server.Http1}}ok?${x}", "expect": { "bodyContains": "no such text" } } ],
              "load": { "virtualUsers": 2, "iterations": 10 } }
            """);
        var outcomes = (string)run["links"]!["outcomes"]!;

        (await ItemsAsync($"{outcomes}?failure=body")).Should().HaveCount(10).And.OnlyContain(item => (string)item!["step"]! == "second");
        (await ItemsAsync($"{outcomes}?failure=none")).Should().HaveCount(10);
        (await ItemsAsync($"{outcomes}?failure=extraction")).Should().BeEmpty();
        var iteration = await ItemsAsync($"{outcomes}?iteration=7");
        iteration.Select(item => (string)item!["step"]!).Should().Equal("first", "second");
        iteration.Select(item => (string)item!["failure"]!).Should().Equal("none", "body");
        using var wrong = await _service.Client.SendAsync("GET", $"{outcomes}?failure=bodies");
        wrong.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await wrong.TextAsync()).Should().Contain("regexTimeout");
    }

    [Fact]
    public async Task Run_WithClientCertificate_ShowsItNowhere()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var pem = key.ExportPkcs8PrivateKeyPem();

        var run = await _service.Client.RunAsync($$"""
            { "url": "{{_server.Https1}}ok", "requests": 3, "tls": { "verify": false,
              "clientCertificatePem": {{JsonSerializer.Serialize(certificate.ExportCertificatePem())}},
              "clientKeyPem": {{JsonSerializer.Serialize(pem)}} } }
            """);

        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        run.ToJsonString().Should().NotContain("PRIVATE KEY").And.NotContain("BEGIN CERTIFICATE");
        (await _service.Client.GetAsync("/api/v1/runs")).ToJsonString().Should().NotContain("PRIVATE KEY");
    }

    [Fact]
    public async Task Post_ManyFaults_NamesEachWithItsPlace()
    {
        using var answer = await _service.Client.PostAsync("""
            { "steps": [ { "url": "http://127.0.0.1/${nobody}", "extract": [ { "name": "x", "from": "json", "pointer": "no-slash" } ] },
                         { "url": "http://127.0.0.1/", "extract": [ { "name": "y", "from": "regex", "pattern": "(" } ] } ],
              "data": [ { "csv": "a,b\n1,2\n3\n" } ],
              "load": { "model": "open", "stages": [ { "durationSeconds": 1, "virtualUsers": 3 } ] },
              "thresholds": [ { "metric": "responseTime", "condition": "<", "valueMs": 5 } ] }
            """);

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        var errors = (await answer.JsonAsync())["errors"]!.AsObject();
        string[] expected = ["steps[0].url", "steps[0].extract[0].pointer", "steps[1].extract[0].pattern", "data[0].csv", "thresholds[0].aggregate"];
        errors.Select(error => error.Key).Should().Contain(expected);
        errors.Should().Contain(error => error.Key.StartsWith("load.stages[0]", StringComparison.Ordinal));
        errors["steps[0].url"]![0]!.ToString().Should().Contain("nobody");
        errors["data[0].csv"]![0]!.ToString().Should().Contain("ow 2");
    }

    private Task<System.Text.Json.Nodes.JsonNode> RunAsync(string path, string threshold) => _service.Client.RunAsync($$"""
        { "steps": [ { "url": "{{_server.Http1}}{{path}}" } ], "load": { "requests": 20 }, "judgeInvalidRuns": true,
          "thresholds": [ { "metric": "errorRate", {{threshold}} } ] }
        """);

    private async Task<IEnumerable<string>> IdsAsync(string verdict) =>
        (await ItemsAsync($"/api/v1/runs?verdict={verdict}")).Select(item => (string)item!["id"]!);

    private async Task<System.Text.Json.Nodes.JsonArray> ItemsAsync(string address) => (await _service.Client.GetAsync(address))["items"]!.AsArray();
}
