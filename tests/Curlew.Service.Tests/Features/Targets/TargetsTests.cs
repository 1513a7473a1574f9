using System.Net;
using Curlew.Service.Tests.Features.Definitions;

namespace Curlew.Service.Tests.Features.Targets;

/// <summary>The rules of what may be tested, as administrators keep them.</summary>
public sealed class TargetsTests(SharedService shared)
{
    private ServiceClient Service => shared.Client;

    [Fact]
    public async Task Create_Rule_IsListedInItsCanonicalFormUntilItIsDeleted()
    {
        using var answer = await Service.SendJsonAsync(
            "POST", TargetsClient.Address, """{"rule": "HTTPS://*.Created.Test:443", "note": "agreed with ann"}""");

        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.TextAsync());
        var created = await answer.JsonAsync();
        answer.Headers.Location!.ToString().Should().Be(created.Self());
        ((string)created["rule"]!).Should().Be("https://*.created.test:443");
        ((string)created["note"]!).Should().Be("agreed with ann");
        ((string)created["source"]!).Should().Be("api");
        ((string)created["createdBy"]!).Should().Be("local");
        (await Service.GetAsync(created.Self())).ToJsonString().Should().Be(created.ToJsonString());
        (await ListAsync(Service)).Should().Contain(("https://*.created.test:443", "api"));

        await Service.DisallowAsync(created);

        (await ListAsync(Service)).Should().NotContain(("https://*.created.test:443", "api"));
        using var gone = await Service.SendBareAsync("GET", created.Self());
        await gone.ShouldBeProblemAsync(HttpStatusCode.NotFound, "target-not-found");
        using var again = await Service.SendBareAsync("DELETE", created.Self());
        await again.ShouldBeProblemAsync(HttpStatusCode.NotFound, "target-not-found");
    }

    [Fact]
    public async Task Create_RuleThatIsThere_NamesIt()
    {
        var first = await Service.AllowAsync("twice.test");

        using var answer = await Service.SendJsonAsync("POST", TargetsClient.Address, """{"rule": "TWICE.test"}""");

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.Conflict, "target-exists");
        ((string)problem["detail"]!).Should().Contain(first.Self());
        (await ListAsync(Service)).Should().ContainSingle(rule => rule.Rule == "twice.test");
    }

    [Theory]
    [InlineData("{}", "rule", "Is missing")]
    [InlineData("""{"rule": ""}""", "rule", "A rule is [scheme://]host")]
    [InlineData("""{"rule": "ftp://shop.test"}""", "rule", "only http and https")]
    [InlineData("""{"rule": "0177.0.0.1"}""", "rule", "10.1.2.3")]
    [InlineData("""{"rule": 7}""", "rule", "Must be a string")]
    [InlineData("""{"rule": "a.test", "why": "x"}""", "why", "note")]
    public async Task Create_FaultyRule_NamesFieldAndWhatIsAllowed(string body, string field, string part)
    {
        using var answer = await Service.SendJsonAsync("POST", TargetsClient.Address, body);

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields");
        problem.Fields().Should().Equal(field);
        ((string)problem["errors"]![field]![0]!).Should().Contain(part);
    }

    [Fact]
    public async Task List_NothingIsSet_HasLoopbackByDefault() =>
        (await ListAsync(Service)).Where(rule => rule.Source != "api").Should()
            .Equal(("localhost", "default"), ("127.0.0.0/8", "default"), ("[::1]", "default"));

    [Fact]
    public async Task List_RulesOfSettings_TakeThePlaceOfTheDefault()
    {
        await using var service = await ServiceUnderTest.StartAsync("--Targets:Allow=10.1.0.0/16, *.shop.test");
        await service.Client.AllowAsync("more.test");

        (await ListAsync(service.Client)).Should()
            .Equal(("10.1.0.0/16", "settings"), ("*.shop.test", "settings"), ("more.test", "api"));
        var items = (await service.Client.GetAsync(TargetsClient.Address))["items"]!.AsArray();
        items.Select(item => item!["id"] is null).Should().Equal(true, true, false);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/a", true, null)]
    [InlineData("http://[::1]/", true, null)]
    [InlineData("https://checked.test/cart?a=1", false, "https://checked.test:443")]
    [InlineData("http://169.254.169.254/latest", false, "http://169.254.169.254:80")]
    public async Task Check_Url_SaysWhatARunWouldBeTold(string url, bool isAllowed, string? missingRule)
    {
        var answer = await Service.GetAsync($"{TargetsClient.Address}/check?url={Uri.EscapeDataString(url)}");

        ((bool)answer["isAllowed"]!).Should().Be(isAllowed);
        ((string?)answer["missingRule"]).Should().Be(missingRule);
        if (isAllowed)
            return;
        var problem = await Service.RefusedAsync($$"""{"url": "{{url}}", "requests": 1}""");
        ((string)problem["errors"]!["steps[0].url"]![0]!).Should().Be((string)answer["reason"]!);
    }

    [Theory]
    [InlineData("", "Is missing")]
    [InlineData("?url=", "Must be a URL")]
    [InlineData("?url=ftp://a.test/", "http")]
    [InlineData("?uri=http://a.test/", "Is not known")]
    public async Task Check_FaultyQuery_NamesIt(string query, string part)
    {
        using var answer = await Service.SendBareAsync("GET", $"{TargetsClient.Address}/check{query}");

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query");
        problem["errors"]!.ToJsonString().Should().Contain(part);
    }

    private static async Task<IEnumerable<(string Rule, string Source)>> ListAsync(ServiceClient service) =>
        (await service.GetAsync(TargetsClient.Address))["items"]!.AsArray()
            .Select(item => ((string)item!["rule"]!, (string)item["source"]!)).ToList();
}
