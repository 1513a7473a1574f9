using System.Net;
using Curlew.Domain.Definitions;

namespace Curlew.Service.Tests.Features.Runs;

public sealed class CreateRunTests(SharedService shared)
{
    private ServiceClient Service => shared.Client;

    public static TheoryData<string, string> BadDefinitions => new()
    {
        { "\"httpVersion\": \"3.0\"", "httpVersion" },
        { "\"maxConnects\": 0", "maxConnects" },
        { "\"maxConnects\": -1", "maxConnects" },
        { "\"maxConnects\": 1099511627776", "maxConnects" },
        { "\"colour\": \"red\"", "colour" },
        { "\"method\": \"GET\\r\\nX: y\"", "method" },
        { "\"durationSeconds\": -1", "durationSeconds" },
        { "\"engine\": \"none\"", "engine" },
    };

    [Theory]
    [MemberData(nameof(BadDefinitions))]
    public async Task Post_FaultyDefinition_NamesTheFieldAndQueuesNothing(string member, string field)
    {
        using var answer = await Service.PostAsync($$"""{"name": "faulty", "url": "http://127.0.0.1:1/", {{member}} }""");

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition");
        problem.Fields().Should().Contain(field);
        (await RunsNamedAsync("faulty")).Should().Be(0);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("http:///nohost")]
    [InlineData("http://127.0.0.1/\\r\\nX: y")]
    [InlineData("http://127.0.0.1/\\u0000")]
    public async Task Post_FaultyUrl_NamesIt(string url)
    {
        using var answer = await Service.PostAsync($$"""{"url": "{{url}}", "requests": 1}""");

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition")).Fields()
            .Should().Equal("url");
    }

    [Fact]
    public async Task Post_ManyFaults_NamesAllAtOnce()
    {
        using var answer = await Service.PostAsync("""
            {"httpVersion": "3.0", "maxConnects": 0, "steps": [{"url": "x", "headers": {"A": "\n"}}], "load": {}, "extra": 1}
            """);

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition")).Fields()
            .Should().Equal("httpVersion", "maxConnects", "steps[0].url", "steps[0].headers.A", "load.durationSeconds", "extra");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("url=http://127.0.0.1/")]
    public async Task Post_NoJson_SaysSo(string text)
    {
        using var answer = await Service.PostAsync(text);

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "not-json");
    }

    [Fact]
    public async Task Post_JsonNestedAThousandDeep_SaysSo()
    {
        using var answer = await Service.PostAsync($"{{\"body\":{new string('[', 1000)}{new string(']', 1000)}}}");

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "not-json");
        ((string)problem["detail"]!).Should().Contain("depth");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Post_OtherContentType_SaysWhatIsTaken(string type)
    {
        using var answer = await Service.PostAsync("{}", type);

        await answer.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_BodyOverTheLimit_IsRefusedWhateverItsLengthSays(bool chunked)
    {
        var tooMuch = new ByteArrayContent(new byte[DefinitionLimits.DocumentBytes + 1]);
        tooMuch.Headers.ContentType = new("application/json");

        using var answer = await Service.SendAsync(
            "POST", "/api/v1/runs", tooMuch, request => request.Headers.TransferEncodingChunked = chunked);

        await answer.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task Post_BodyOfAStepOverTheLimit_NamesIt()
    {
        var body = new string('a', DefinitionLimits.BodyBytes + 1);

        using var answer = await Service.PostAsync($$"""
            {"steps": [{"url": "http://127.0.0.1:1/", "body": "{{body}}"}], "load": {"requests": 1} }
            """);

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition")).Fields()
            .Should().Equal("steps[0].body");
    }

    [Fact]
    public async Task Post_Shorthand_AnswersWithTheFullFormAtItsLocation()
    {
        // Nothing listens on port 1: the run will fail at its preflight request.
        using var answer = await Service.PostAsync("""{"name": "full", "url": "http://127.0.0.1:1/", "requests": 3}""");

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var run = await answer.JsonAsync();
        var id = Guid.Parse((string)run["id"]!);
        id.Version.Should().Be(7);
        answer.Headers.Location.Should().Be($"/api/v1/runs/{id}");
        ((string)run["status"]!).Should().Be("queued");
        ((string)run["createdAt"]!).Should().EndWith("Z");
        ((int)run["definition"]!["load"]!["requests"]!).Should().Be(3);
        ((int)run["definition"]!["maxConnects"]!).Should().Be(100);
        ((double)run["definition"]!["steps"]![0]!["timeoutSeconds"]!).Should().Be(30);
        (await Service.GetAsync((string)run["links"]!["self"]!))["id"]!.GetValue<Guid>().Should().Be(id);
    }

    private async Task<int> RunsNamedAsync(string name) =>
        (await Service.GetAsync("/api/v1/runs?limit=200"))["items"]!.AsArray().Count(run => (string)run!["name"]! == name);
}
