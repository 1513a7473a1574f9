using System.Net;
using System.Text.Json.Nodes;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Definitions;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Features.Definitions;

public sealed class DefinitionsTests(SharedService shared)
{
    private const string Shorthand = """{"name": "saved", "url": "http://127.0.0.1:1/", "virtualUsers": 4, "requests": 10}""";

    private ServiceClient Service => shared.Client;

    [Fact]
    public async Task Post_Shorthand_AnswersWithTheFullFormAtItsLocation()
    {
        using var answer = await Service.SendJsonAsync("POST", DefinitionsClient.Address, Shorthand);

        answer.StatusCode.Should().Be(HttpStatusCode.Created);
        var saved = await answer.JsonAsync();
        answer.Headers.Location.Should().Be($"/api/v1/definitions/{saved["id"]}");
        answer.Headers.ETag!.ToString().Should().Be("\"r1\"");
        ((int)saved["revision"]!).Should().Be(1);
        ((int)saved["definition"]!["load"]!["requests"]!).Should().Be(10);
        saved["baselineRunId"].Should().BeNull();
        ((string)saved["links"]!["runs"]!).Should().Be($"/api/v1/runs?definitionId={saved["id"]}");
        (await Service.GetAsync(saved.Self())).ToJsonString().Should().Be(saved.ToJsonString());
    }

    [Fact]
    public async Task Post_FaultyDefinition_HasTheSameFaultsAsARun()
    {
        const string Faulty = """{"httpVersion": "3.0", "steps": [{"url": "x"}], "load": {}, "extra": 1}""";
        using var run = await Service.PostAsync(Faulty);
        using var answer = await Service.SendJsonAsync("POST", DefinitionsClient.Address, Faulty);

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition");
        problem["errors"]!.ToJsonString().Should().Be((await run.JsonAsync())["errors"]!.ToJsonString());
    }

    [Theory]
    [InlineData("POST", "")]
    [InlineData("PUT", "/{id}")]
    public async Task Write_BodyOverTheLimit_IsRefused(string method, string path)
    {
        var saved = await Service.SaveAsync(Shorthand);
        var tooMuch = new ByteArrayContent(new byte[DefinitionLimits.DocumentBytes + 1]);
        tooMuch.Headers.ContentType = new("application/json");

        using var answer = await Service.SendAsync(
            method,
            DefinitionsClient.Address + path.Replace("{id}", (string)saved["id"]!, StringComparison.Ordinal),
            tooMuch,
            request => request.Headers.TryAddWithoutValidation("If-Match", "*"));

        await answer.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Theory]
    [InlineData("POST", "")]
    [InlineData("PUT", "/{id}")]
    public async Task Write_FullFormOverTheLimit_IsRefused(string method, string path)
    {
        var saved = await Service.SaveAsync(Shorthand);
        const string Start = """{"load":{"requests":1},"steps":[{"url":"http://127.0.0.1:1/"}],"data":[{"columns":["a"],"rows":[[""";
        const string End = "]]}]}";

        using var answer = await Service.SendJsonAsync(
            method,
            DefinitionsClient.Address + path.Replace("{id}", (string)saved["id"]!, StringComparison.Ordinal),
            $"{Start}\"{new string('x', DefinitionLimits.DocumentBytes - Start.Length - End.Length - 2)}\"{End}",
            "*");

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        ((string)problem["detail"]!).Should().Contain("full form");
        ((int)(await Service.GetAsync(saved.Self()))["revision"]!).Should().Be(1);
    }

    [Fact]
    public async Task List_WithNameAndCursor_AnswersInShortNewestFirst()
    {
        var part = $"Été{Guid.NewGuid():N}";
        var ids = new List<string>();
        for (var count = 0; count < 3; count++)
            ids.Add((string)(await Service.SaveAsync($$"""{"name": "a {{part}} %", "url": "http://127.0.0.1:1/", "requests": 1}"""))["id"]!);

        var query = $"{DefinitionsClient.Address}?name={part.ToUpperInvariant()}&limit=2";
        var first = await Service.GetAsync(query);
        var second = await Service.GetAsync($"{query}&cursor={first["nextCursor"]}");

        first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(item => (string)item!["id"]!)
            .Should().Equal(ids.OrderDescending(StringComparer.Ordinal));
        first["items"]![0]!["definition"].Should().BeNull();
        second["nextCursor"].Should().BeNull();
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?cursor=cnVuOjE", "cursor")]
    [InlineData("?name=", "name")]
    [InlineData("?nmae=x", "nmae")]
    public async Task List_FaultyQuery_NamesIt(string query, string field)
    {
        using var answer = await Service.SendAsync("GET", DefinitionsClient.Address + query);

        (await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query")).Fields().Should().Equal(field);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("%00%ff")]
    [InlineData("ZGVmaW5pdGlvbjox")] // definition:1, of another list.
    [InlineData("cmV2aXNpb246LTE")] // revision:-1.
    public async Task ListRevisions_GarbageAsCursor_SaysSo(string cursor)
    {
        var saved = await Service.SaveAsync(Shorthand);

        using var answer = await Service.SendAsync("GET", $"{saved.Self()}/revisions?cursor={cursor}");

        (await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query")).Fields().Should().Equal("cursor");
    }

    [Theory]
    [InlineData("GET", "x")]
    [InlineData("GET", "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46")]
    [InlineData("PUT", "x")]
    [InlineData("DELETE", "{0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46}")]
    [InlineData("GET", "x/revisions")]
    [InlineData("GET", "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46/revisions/1")]
    [InlineData("POST", "x/clone")]
    [InlineData("PUT", "x/baseline")]
    [InlineData("DELETE", "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46/baseline")]
    public async Task AnyVerb_NoSuchDefinition_SaysSo(string method, string path)
    {
        using var answer = await Service.SendBareAsync(method, $"{DefinitionsClient.Address}/{path}");

        await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "definition-not-found");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    public async Task GetRevision_NoSuchOne_SaysWhichThereAre(string revision)
    {
        var saved = await Service.SaveAsync(Shorthand);

        using var answer = await Service.SendAsync("GET", $"{saved.Self()}/revisions/{revision}");

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "revision-not-found");
        ((string)problem["detail"]!).Should().Contain("from 1 to 1");
    }

    [Fact]
    public async Task Clone_WithAndWithoutName_IsADefinitionOfItsOwn()
    {
        var saved = await Service.SaveAsync(Shorthand);
        await Service.ReplaceAsync(saved, """{"name": "newer", "url": "http://127.0.0.1:1/", "requests": 11}""");

        using var bare = await Service.SendBareAsync("POST", $"{saved.Self()}/clone");
        using var named = await Service.SendJsonAsync("POST", $"{saved.Self()}/clone", """{"name": "copy"}""");

        (bare.StatusCode, named.StatusCode).Should().Be((HttpStatusCode.Created, HttpStatusCode.Created), await bare.TextAsync());
        var (same, copy) = (await bare.JsonAsync(), await named.JsonAsync());
        ((string)same["name"]!, (string)copy["name"]!, (string)copy["definition"]!["name"]!).Should().Be(("newer", "copy", "copy"));
        ((int)copy["revision"]!, (int)copy["definition"]!["load"]!["requests"]!).Should().Be((1, 11));
        new[] { (string)saved["id"]!, (string)same["id"]!, (string)copy["id"]! }.Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("""{"name": ""}""", "name")]
    [InlineData("""{"name": 5}""", "name")]
    [InlineData("""{"nmae": "x"}""", "nmae")]
    public async Task Clone_FaultyBody_NamesTheField(string body, string field)
    {
        var saved = await Service.SaveAsync(Shorthand);

        using var answer = await Service.SendJsonAsync("POST", $"{saved.Self()}/clone", body);

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields")).Fields().Should().Equal(field);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"\ud800": "x"}""")]
    [InlineData("""{"name": "a", "name": "b"}""")]
    public async Task Clone_NoJson_SaysSo(string body)
    {
        var saved = await Service.SaveAsync(Shorthand);

        using var answer = await Service.SendJsonAsync("POST", $"{saved.Self()}/clone", body);

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "not-json");
    }

    [Fact]
    public async Task Put_OfWhatGetAnswered_KeepsTheClientCertificate()
    {
        using var certificates = new ClientCertificate();
        var saved = await Service.SaveAsync($$"""
            {"url": "https://127.0.0.1:1/", "requests": 1, "tls": {"clientCertificatePem": {{certificates.Certificate}}, "clientKeyPem": {{certificates.Key}}} }
            """);
        saved["definition"]!["tls"]!.ToJsonString()
            .Should().Be("""{"verify":true,"clientCertificatePem":"***","clientKeyPem":"***"}""");

        var changed = saved["definition"]!.DeepClone();
        changed["maxConnects"] = 7;
        var kept = await Service.ReplaceAsync(saved, changed.ToJsonString());
        var opened = await OpenTlsAsync(saved);
        opened.ClientCertificatePem.Should().Be((string?)JsonNode.Parse(certificates.Certificate));
        opened.ClientKeyPem.Should().Be((string?)JsonNode.Parse(certificates.Key));
        ((int)kept["revision"]!).Should().Be(2);
        var same = await Service.ReplaceAsync(saved, changed.ToJsonString());
        ((int)same["revision"]!).Should().Be(2, "it changes nothing");

        changed["tls"] = new JsonObject();
        var bared = await Service.ReplaceAsync(saved, changed.ToJsonString());
        ((int)bared["revision"]!).Should().Be(3);
        (await OpenTlsAsync(saved)).Should().Be(new TlsDocument { Verify = true });
    }

    private async Task<TlsDocument> OpenTlsAsync(JsonNode definition)
    {
        var store = shared.Services.GetRequiredService<DefinitionStore>();
        var saved = await store.FindAsync((Guid)definition["id"]!, cancellationToken: TestContext.Current.CancellationToken);
        return shared.Services.GetRequiredService<SecretVault>().Open(saved!.Revision).Tls!;
    }
}
