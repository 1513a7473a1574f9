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
    public async Task Import_AnotherMediaType_SaysWhichOneToSend()
    {
        using var answer = await ImportAsync("curl http://127.0.0.1/", "application/json");

        await answer.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        (await answer.TextAsync()).Should().Contain("text/plain");
    }

    private Task<HttpResponseMessage> ImportAsync(string command, string type = "text/plain") =>
        Service.SendAsync("POST", "/api/v1/definitions/import", new StringContent(command, Encoding.UTF8, type));
}
