using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Hosting;
using Curlew.TestServers;
using Microsoft.AspNetCore.Http;

namespace Curlew.Service.Tests.Security.Secrets;

/// <summary>Secrets reach the servers that they are for, and are nowhere else: in no answer, no log, no file.</summary>
public sealed class SecretsAbsentTests : IDisposable
{
    private static readonly string[] EverythingLogged =
    [
        "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Trace", "--Logging:LogLevel:Hangfire=Trace",
        "--Logging:LogLevel:Microsoft.EntityFrameworkCore=Trace", "--Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command=Trace",
    ];

    private static readonly string[] OfARun =
    [
        "", "/summary", "/timeline", "/errors", "/histogram", "/outcomes", "/events", "/report.json", "/report.csv", "/report.html",
        "/report.junit.xml",
    ];

    private readonly TemporaryDirectory _directory = new("secrets");
    private readonly Canaries _canaries = new();
    private readonly List<string> _addresses = ["/api/v1/runs", "/api/v1/definitions", "/openapi/v1.json", "/metrics", "/api/v1/engines"];
    private readonly StringBuilder _answers = new();

    public void Dispose()
    {
        _canaries.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Runs_ThatEndInEveryWay_TellTheServerAndNobodyElse()
    {
        await using var server = await WitnessServer.StartAsync();
        await using var denying = await WitnessServer.StartAsync(StatusCodes.Status401Unauthorized);
        await using var redirecting = await WitnessServer.StartAsync(StatusCodes.Status302Found);
        string saved;
        await using (var service = await ServiceProcess.StartAsync(_directory, EverythingLogged))
        {
            const string Once = """{"iterations": 1}""";
            var definition = _canaries.DefinitionTo(server.Address, "well", Once);
            saved = (await SaveAsync(service, definition)).Self();
            await RunAsync(service, $$"""{"definitionId": "{{saved.Split('/')[^1]}}"}""", "completed");
            ShouldHaveArrived(server.Seen);

            await RunAsync(service, _canaries.DefinitionTo(denying.Address, "denied", Once), "completed");
            await RunAsync(
                service, _canaries.DefinitionTo(redirecting.Address, "sent on", Once).Replace("\"continueOnFailure\":true", "\"continueOnFailure\":true,\"followRedirects\":true", StringComparison.Ordinal),
                "completed");
            await RunAsync(service, _canaries.DefinitionTo(new Uri("http://127.0.0.1:1/"), "refused", Once), "failed");
            await RunAsync(service, _canaries.DefinitionTo(new UriBuilder(server.Address) { Scheme = "https" }.Uri, "no TLS", Once), "failed");
            await RunAsync(
                service, $$$"""
                {"name": "no such host", "steps": [{"url": "http://${host}.invalid/"}], "load": {"requests": 1},
                 "data": [{"columns": ["host"], "rows": [["{{{_canaries.New("host")}}}"]], "secret": true}]}
                """, "failed");
            await RunAsync(
                service, _canaries.DefinitionTo(
                    denying.Address, "judged", """{"virtualUsers": 1, "durationSeconds": 600}""",
                    """,  "thresholds": [{"metric": "errorRate", "condition": "<", "valuePercent": 1, "stopRun": true, "graceSeconds": 0}]"""),
                "stopped");
            await CloneChangeAndRefuseAsync(service, saved, definition);

            var killed = await QueueAsync(service, _canaries.DefinitionTo(server.Address, "killed", """{"virtualUsers": 1, "durationSeconds": 600}"""));
            await service.Client.WhenAsync(killed, "running");
            await AskForEverythingAsync(service);
            await service.EndAsync("KILL");
        }

        _canaries.ShouldNotBeIn(_answers.ToString(), "an answer");
        ShouldBeInNoFile();
        await using var again = await ServiceProcess.StartAsync(_directory, EverythingLogged);
        var before = server.Seen.Length;
        await RunAsync(again, $$"""{"definitionId": "{{saved.Split('/')[^1]}}"}""", "completed");
        ShouldHaveArrived(server.Seen[before..]);
    }

    private async Task CloneChangeAndRefuseAsync(ServiceProcess service, string saved, string definition)
    {
        using var clone = await service.Client.SendBareAsync("POST", $"{saved}/clone");
        using var named = await service.Client.SendJsonAsync("POST", $"{saved}/clone", """{"name": "copy"}""");
        var copy = (await named.JsonAsync()).Self();
        await RunAsync(service, $$"""{"definitionId": "{{copy.Split('/')[^1]}}", "overrides": {"load": {"iterations": 2} } }""", "completed");
        var shown = (await service.Client.GetAsync(saved))["definition"]!;
        shown["maxConnects"] = 7;
        using var changed = await service.Client.SendJsonAsync("PUT", saved, shown.ToJsonString(), "*");
        changed.StatusCode.Should().Be(HttpStatusCode.OK, await changed.TextAsync());
        using var masks = await service.Client.PostAsync(shown.ToJsonString());
        masks.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        using var faulty = await service.Client.PostAsync(definition.Replace("\"POST\"", "\"NO METHOD\"", StringComparison.Ordinal));
        faulty.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        using var broken = await service.Client.PostAsync(definition[..^3]);
        broken.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        foreach (var answer in new[] { clone, named, changed, masks, faulty, broken })
            _answers.Append(await answer.TextAsync());
        _addresses.AddRange([saved, copy, $"{saved}/revisions", $"{saved}/revisions/1", $"{saved}/revisions/2"]);
    }

    private async Task<JsonNode> SaveAsync(ServiceProcess service, string definition)
    {
        var saved = await service.Client.SaveAsync(definition);
        _answers.Append(saved.ToJsonString());
        return saved;
    }

    private async Task<JsonNode> QueueAsync(ServiceProcess service, string definition)
    {
        var run = await service.Client.QueueAsync(definition);
        _answers.Append(run.ToJsonString());
        _addresses.Add(run.Self());
        return run;
    }

    private async Task RunAsync(ServiceProcess service, string definition, string status)
    {
        var ended = await service.Client.WhenEndedAsync(await QueueAsync(service, definition));
        ((string)ended["status"]!).Should().Be(status, ended.ToJsonString());
        _addresses.RemoveAt(_addresses.Count - 1);
        _addresses.AddRange(OfARun.Select(part => ended.Self() + part));
    }

    private async Task AskForEverythingAsync(ServiceProcess service)
    {
        foreach (var address in _addresses)
        {
            using var answer = await service.Client.SendAsync("GET", address);
            _answers.Append(await answer.TextAsync()).Append(answer.Headers);
        }

        _answers.Length.Should().BeGreaterThan(100_000);
    }

    private void ShouldHaveArrived(string seen)
    {
        foreach (var canary in _canaries.Sent.Take(12).Where(canary => !canary.Contains("password", StringComparison.Ordinal)))
            seen.Should().Contain(canary);
        var password = _canaries.Sent.First(canary => canary.Contains("password", StringComparison.Ordinal));
        seen.Should().Contain(Convert.ToBase64String(Encoding.UTF8.GetBytes($"eve:{password}")));
    }

    /// <summary>The service's log is one of them; so are the databases with what is logged beside them.</summary>
    private void ShouldBeInNoFile()
    {
        var files = Directory.GetFiles(_directory.Location, "*", SearchOption.AllDirectories);
        files.Select(Path.GetFileName).Should().Contain(["curlew.db", "output.log"]);
        File.ReadAllText(_directory.File("output.log")).Should().Contain("UPDATE").And.Contain("dbug:");
        foreach (var file in files)
            _canaries.ShouldNotBeIn(Encoding.Latin1.GetString(File.ReadAllBytes(file)), file);
    }
}
