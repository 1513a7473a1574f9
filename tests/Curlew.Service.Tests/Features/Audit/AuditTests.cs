using System.Net;
using System.Net.Http.Json;
using System.Text;
using Curlew.Service.Security.Audit;
using Curlew.Service.Tests.Features.Comparisons;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Features.Targets;
using Curlew.Service.Tests.Hosting;
using Curlew.Service.Tests.Retention;
using Curlew.Service.Tests.Security.Access.SignIn;
using Curlew.Service.Tests.Security.Limits;
using Curlew.Storage.Database;
using Curlew.TestServers.Faults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Curlew.Service.Tests.Features.Audit;

/// <summary>The audit trail, as the requests of a user leave it.</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private const int NotWritten = 1711;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Trail_EveryKindOfChange_HasExactlyOneEntryOfEach()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var client = service.Client;
        var expected = new List<string>();
        var definition = await client.SaveAsync(Definition("ok"));
        var run = await client.RunAsync($$"""{"definitionId": "{{definition["id"]}}"}""");
        var (self, saved) = (run.Self(), definition.Self());
        expected.AddRange(["createDefinition", "createRun"]);
        await DoAsync("stopRun", "POST", $"{self}/stop");
        await DoAsync("pinRun", "PUT", $"{self}/pin");
        await DoAsync("unpinRun", "DELETE", $"{self}/pin");
        await DoAsync("setBaseline", "PUT", $"{saved}/baseline", $$"""{"runId": "{{run["id"]}}"}""");
        await DoAsync("clearBaseline", "DELETE", $"{saved}/baseline");
        await DoAsync("cloneDefinition", "POST", $"{saved}/clone");
        await DoAsync("replaceDefinition", "PUT", saved, Definition("ok/new"));
        await DoAsync("importDefinition", "POST", $"{DefinitionsClient.Address}/import", $"curl {_server.Http1}ok", "text/plain");
        await DoAsync("deleteDefinition", "DELETE", saved);
        await DoAsync("deleteRun", "DELETE", self);
        await DoAsync("deleteTarget", "DELETE", (await client.AllowAsync("audited.test")).Self(), after: "createTarget");
        await DoAsync("stopAll", "POST", "/api/v1/stop-all");
        var comparison = await client.CompareAsync($$"""{"url": "{{_server.Http1}}ok", "question": "httpVersion"}""");
        expected.Add("createComparison");
        await DoAsync("stopComparison", "POST", $"{comparison.Self()}/stop");
        await DoAsync("deleteComparison", "DELETE", comparison.Self());
        foreach (var address in (string[])["/", "/api/v1/runs", "/api/v1/targets", "/health/live", "/metrics", "/hangfire", "/nowhere"])
            (await client.SendAsync("GET", address)).Dispose();
        foreach (var method in (string[])["POST", "PUT", "DELETE"])
            (await client.SendAsync(method, "/api/v1/nowhere")).Dispose();
        using var dashboard = await client.SendAsync("GET", "/hangfire");
        using var jobFigures = await client.SendAsync(
            "POST", "/hangfire/stats", new StringContent("metrics%5B%5D=servers%3Acount", Encoding.UTF8, "application/x-www-form-urlencoded"),
            (await DashboardToken.ReadAsync(dashboard)).AddTo);
        jobFigures.StatusCode.Should().Be(HttpStatusCode.OK, "this is what the dashboard's page asks every few seconds");

        // From the first key on nobody is answered without one.
        using var root = await service.AddAdminAsync();
        using var made = await root.SendAsync("POST", KeyHolders.Address, JsonContent.Create(new { name = "ann", role = "runner" }));
        var ann = await made.JsonAsync();
        using var browser = new Browser(service.Address);
        (await browser.SignInAsync((string)ann["key"]!)).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await browser.SignOutAsync()).StatusCode.Should().Be(HttpStatusCode.Redirect);
        using var revoked = await root.SendAsync("DELETE", ann["apiKey"]!.Self());
        revoked.StatusCode.Should().Be(HttpStatusCode.NoContent);
        expected.AddRange(["createApiKey", "createApiKey", "signIn", "signOut", "revokeApiKey"]);

        (await root.ActionsAsync()).Should().Equal(expected);
        expected.Should().Contain(ChangesOf(service), "no operation that changes something is left out of this test");

        async Task DoAsync(
            string action, string method, string address, string? body = null, string type = "application/json", string? after = null)
        {
            if (after is not null)
                expected.Add(after);
            expected.Add(action);
            using var answer = await client.SendAsync(
                method, address, body is null ? null : new StringContent(body, Encoding.UTF8, type), AddIfMatch);
            answer.IsSuccessStatusCode.Should().BeTrue($"{action}: {await answer.TextAsync()}");
        }
    }

    [Fact]
    public async Task Trail_Entry_SaysWhoDidWhatFromWhereAndWhatCameOfIt()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var refused = await service.Client.SendAsync(
            "POST", "/api/v1/runs?token=secret-1", new StringContent("""{"url": "secret-2"}""", Encoding.UTF8, "application/json"),
            request => request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        using var denied = await service.Client.PostAsync("""{"url": "http://secret-3.test/", "requests": 1}""");

        var trail = await service.Client.TrailAsync();

        trail.Select(entry => (int)entry["status"]!).Should().Equal(403, 422);
        foreach (var entry in trail)
        {
            ((string)entry["actor"]!).Should().Be("local");
            ((string)entry["role"]!).Should().Be("admin");
            ((string)entry["remoteAddress"]!).Should().Be("127.0.0.1");
            ((string)entry["action"]!).Should().Be("createRun");
            ((string)entry["path"]!).Should().Be("/api/v1/runs");
            entry["keyId"].Should().BeNull();
            ((DateTime)entry["at"]!).Should().BeCloseTo(TimeProvider.System.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(1));
        }

        ((string)trail[1]["traceId"]!).Should().Be("0af7651916cd43dd8448eb211c80319c");
        trail.Should().OnlyContain(entry => !entry.ToJsonString().Contains("secret"));
    }

    [Fact]
    public async Task Trail_Filters_LeaveWhatTheyAskFor()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        for (var i = 0; i < 5; i++)
            await service.Client.SaveAsync(Definition("ok"));
        await service.Client.AllowAsync("filtered.test");
        using var faulty = await service.Client.PostAsync("{}");
        var entry = (await service.Client.TrailAsync("action=createTarget")).Should().ContainSingle().Subject;

        (await service.Client.TrailAsync("action=createDefinition")).Should().HaveCount(5);
        (await service.Client.TrailAsync("status=422")).Should().ContainSingle();
        (await service.Client.TrailAsync("actor=local")).Should().HaveCount(7);
        (await service.Client.TrailAsync("actor=ann")).Should().BeEmpty();
        (await service.Client.TrailAsync($"keyId={Guid.NewGuid()}")).Should().BeEmpty();
        (await service.Client.TrailAsync($"from={entry["at"]}")).Should().HaveCount(2);
        (await service.Client.TrailAsync($"to={entry["at"]}")).Should().HaveCount(5);
        var first = await service.Client.GetAsync($"{AuditClient.Address}?limit=4");
        var rest = await service.Client.GetAsync($"{AuditClient.Address}?limit=4&cursor={first["nextCursor"]}");
        first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(each => (string)each!["id"]!).Should()
            .HaveCount(7).And.OnlyHaveUniqueItems();
        rest["nextCursor"].Should().BeNull();
        using var unknown = await service.Client.SendAsync("GET", $"{AuditClient.Address}?who=ann&status=1&keyId=x&cursor=x");
        (await unknown.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query")).Fields()
            .Should().BeEquivalentTo("who", "status", "keyId", "cursor");
    }

    [Fact]
    public async Task Trail_RequestThatFails_HasItsEntry()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await LoseAsync(service, context => context.Database.ExecuteSqlAsync($"ALTER TABLE runs RENAME TO lost", Stop));

        using var failed = await service.Client.PostAsync(Definition("ok"));

        failed.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        var entry = (await service.Client.TrailAsync()).Should().ContainSingle().Subject;
        ((string)entry["action"]!).Should().Be("createRun");
        ((int)entry["status"]!).Should().Be(500);
    }

    [Fact]
    public async Task Trail_ThatCannotBeWritten_LeavesTheAnswerAndGoesToTheLog()
    {
        var log = new EventLog<AuditTrail>();
        await using var service = await ServiceUnderTest.StartAsync(services => services.AddSingleton<ILogger<AuditTrail>>(log));
        await LoseAsync(service, context => context.Database.ExecuteSqlAsync($"ALTER TABLE audit RENAME TO lost", Stop));

        var saved = await service.Client.SaveAsync(Definition("ok"));

        (await log.NextAsync(NotWritten)).Should().Contain("local").And.Contain("127.0.0.1").And.Contain("createDefinition")
            .And.Contain("/api/v1/definitions").And.Contain("201");
        (await service.Client.GetAsync(saved.Self()))["id"]!.ToString().Should().Be((string)saved["id"]!);
    }

    private string Definition(string path) => $$"""{"url": "{{_server.Http1}}{{path}}", "requests": 5}""";

    /// <summary>Whatever the API has that is not for reading.</summary>
    private static IEnumerable<string> ChangesOf(ServiceUnderTest service) =>
        service.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == false)
            .Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName)
            .OfType<string>();

    private static async Task LoseAsync(ServiceUnderTest service, Func<CurlewContext, Task> lose)
    {
        await using var context = await service.Services.GetRequiredService<IDbContextFactory<CurlewContext>>().CreateDbContextAsync(Stop);
        await lose(context);
    }

    private static void AddIfMatch(HttpRequestMessage request)
    {
        if (request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete)
            request.Headers.TryAddWithoutValidation("If-Match", "*");
    }
}
