using System.Net;
using System.Text;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Features.Definitions;

public sealed class ImportDefinitionTests(SharedService shared)
{
    private ServiceClient Service => shared.Client;

    [Fact]
    public async Task Import_ThenRun_SendsWhatTheCommandSays()
    {
        await using var server = await FaultServer.StartAsync();
        using var answer = await ImportAsync(
            $$"""curl '{{server.Http1}}ok' -A 'agent 1' --json '{"article":17}' -X PUT --http1.1 -o /dev/null""");
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.TextAsync());
        var imported = await answer.JsonAsync();

        var run = await Service.RunAsync(imported["definition"]!.ToJsonString());

        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        imported["leftOut"]!.AsArray().Select(part => (string)part!["what"]!).Should().Equal("-o");
        var truth = server.Truth.Snapshot();
        truth.Of("/ok", "PUT").Requests.Should().Be(1);
        truth.Of("/ok", "PUT").BodyBytesReceived.Should().Be(14);
        truth.UserAgents.Should().ContainKey("agent 1");
    }

    [Theory]
    [InlineData("wget http://127.0.0.1/", "not-importable", "curl command")]
    [InlineData("curl http://127.0.0.1/ --frobnicate", "not-importable", "--frobnicate")]
    [InlineData("curl ftp://127.0.0.1/", "invalid-definition", "steps[0].url")]
    [InlineData("curl http://ann:secret@127.0.0.1/", "invalid-definition", "steps[0].url")]
    public async Task Import_FaultyCommand_SaysWhatIsWrong(string command, string type, string part)
    {
        using var answer = await ImportAsync(command);

        await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, type);
        (await answer.TextAsync()).Should().Contain(part);
    }

    [Fact]
    public async Task Import_FormAndCredentials_AreSentAsCurlWould()
    {
        await using var server = await FaultServer.StartAsync();
        using var answer = await ImportAsync($"curl '{server.Http1}ok' -F 'a=1;type=text/plain' -F b=@x.png -u ann:secret --compressed");
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.TextAsync());
        var imported = await answer.JsonAsync();

        var run = await Service.RunAsync(imported["definition"]!.ToJsonString());

        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        imported["leftOut"]!.AsArray().Select(part => (string)part!["what"]!).Should().Equal("-F b=@x.png");
        ((string)imported["definition"]!["steps"]![0]!["authentication"]!["user"]!).Should().Be("ann");
        server.Truth.Snapshot().Of("/ok", "POST").Requests.Should().Be(1);
    }

    [Fact]
    public async Task Import_HttpArchive_ThenRun_SendsItsRequests()
    {
        await using var server = await FaultServer.StartAsync();
        using var answer = await ImportAsync(
            $$"""
            {"log":{"version":"1.2","entries":[
              {"startedDateTime":"2025-01-07T10:00:00.000Z","time":50,"response":{"status":200},
               "request":{"method":"GET","url":"{{server.Http1}}ok?a=1","httpVersion":"http/1.1",
                "headers":[{"name":"User-Agent","value":"Mozilla/5.0"},{"name":"Accept-Encoding","value":"gzip"},{"name":"Connection","value":"keep-alive"}] } },
              {"startedDateTime":"2025-01-07T10:00:00.200Z","time":50,"response":{"status":200},
               "request":{"method":"PUT","url":"{{server.Http1}}ok","httpVersion":"http/1.1",
                "headers":[{"name":"Content-Length","value":"14"}],
                "postData":{"mimeType":"application/json","text":"{\"article\":17}"} } },
              {"request":{"method":"GET","url":"wss://127.0.0.1/feed"} }
            ] } }
            """,
            "application/json");
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.TextAsync());
        var imported = await answer.JsonAsync();

        var run = await Service.RunAsync(imported["definition"]!.ToJsonString());

        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        ((double)imported["definition"]!["steps"]![0]!["thinkTimeSeconds"]!).Should().Be(0.15);
        imported["leftOut"]!.AsArray().Select(part => (string)part!["what"]!).Should()
            .Equal("log.entries[2]: wss://127.0.0.1/feed", "responses");
        var truth = server.Truth.Snapshot();
        truth.Of("/ok", "GET").Requests.Should().Be(1);
        truth.Of("/ok", "PUT").BodyBytesReceived.Should().Be(14);
        truth.UserAgents.Should().ContainKey("Mozilla/5.0");
    }

    [Theory]
    [InlineData("curl http://127.0.0.1/", "line 1, byte 1")]
    [InlineData("{}", "`log` is missing")]
    [InlineData("{\"log\":{\"entries\":7}}", "`log.entries` must be an array")]
    [InlineData("{\"log\":{\"entries\":[{\"request\":{\"url\":7}}]}}", "log.entries[0].request.url")]
    public async Task Import_FaultyHttpArchive_NamesThePlace(string archive, string part)
    {
        using var answer = await ImportAsync(archive, "application/json");

        await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "not-importable");
        (await answer.TextAsync()).Should().Contain(part);
    }

    [Fact]
    public async Task Import_ThatGrowsBeyondADefinition_SaysSo()
    {
        // Each character of four bytes is written as two escapes of six.
        var text = string.Concat(Enumerable.Repeat("\U0001F600", 2_000_000));
        using var answer = await ImportAsync(
            $$$"""{"log":{"entries":[{"request":{"method":"POST","url":"http://127.0.0.1/","postData":{"text":"{{{text}}}"} } }]}}""",
            "application/json");

        await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "not-importable");
        (await answer.TextAsync()).Should().Contain("bytes");
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml")]
    public async Task Import_AnotherMediaType_SaysWhichOnesToSend(string type)
    {
        using var answer = await ImportAsync("curl http://127.0.0.1/", type);

        await answer.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        (await answer.TextAsync()).Should().Contain("text/plain").And.Contain("application/json");
    }

    [Fact]
    public async Task Import_WithoutMediaType_SaysWhichOnesToSend()
    {
        using var answer = await Service.SendAsync("POST", "/api/v1/definitions/import", new ByteArrayContent("curl"u8.ToArray()));

        await answer.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        (await answer.TextAsync()).Should().Contain("text/plain").And.Contain("application/json");
    }

    private Task<HttpResponseMessage> ImportAsync(string command, string type = "text/plain") =>
        Service.SendAsync("POST", "/api/v1/definitions/import", new StringContent(command, Encoding.UTF8, type));
}
