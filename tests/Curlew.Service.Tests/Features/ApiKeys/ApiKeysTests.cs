using System.Net;
using System.Text.Json.Nodes;
using Curlew.Domain.Access;
using Curlew.Service.Tests.Security.Access;

namespace Curlew.Service.Tests.Features.ApiKeys;

/// <summary>Keys through the API, from the first one to the last.</summary>
public sealed class ApiKeysTests(SharedKeyedService shared)
{
    private const string Keys = "/api/v1/api-keys";

    [Fact]
    public async Task Key_MadeUsedRevoked_OpensUntilThen()
    {
        using var made = await PostAsync(new { name = "nightly", role = "runner", expiresInDays = 90, limits = new { virtualUsers = 50, ratePerSecond = 2.5 } });
        made.StatusCode.Should().Be(HttpStatusCode.Created, await made.TextAsync());
        made.Headers.CacheControl!.NoStore.Should().BeTrue();
        var answer = await made.JsonAsync();
        var (key, resource) = ((string)answer["key"]!, answer["apiKey"]!);
        var self = (string)resource["links"]!["self"]!;
        made.Headers.Location!.ToString().Should().Be(self);
        key.Should().StartWith($"crlw_{(string)resource["prefix"]!}_");
        ((string)resource["role"]!).Should().Be("runner");
        ((string)resource["state"]!).Should().Be("usable");
        ((string)resource["createdBy"]!).Should().Be("the Admin");
        ((int)resource["limits"]!["virtualUsers"]!).Should().Be(50);
        var life = (DateTimeOffset)resource["expiresAt"]! - (DateTimeOffset)resource["createdAt"]!;
        life.Should().BeCloseTo(TimeSpan.FromDays(90), TimeSpan.FromSeconds(1));

        using var used = await shared.Service.SendAsync("POST", "/api/v1/runs", key);
        used.StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType, "it may run, but sent no definition");
        using var shown = await SendAsync("GET", self);
        var after = await shown.TextAsync();
        after.Should().NotContain(key);
        JsonNode.Parse(after)!["lastUsedAt"].Should().NotBeNull();

        using var revoked = await SendAsync("DELETE", self);
        using var again = await SendAsync("DELETE", self);
        revoked.StatusCode.Should().Be(HttpStatusCode.NoContent);
        again.StatusCode.Should().Be(HttpStatusCode.NoContent);
        using var refused = await shared.Service.SendAsync("GET", "/api/v1/runs", key);
        await refused.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        using var kept = await SendAsync("GET", self);
        ((string)(await kept.JsonAsync())["state"]!).Should().Be("revoked");
        using var listed = await SendAsync("GET", Keys);
        (await listed.TextAsync()).Should().Contain("nightly").And.NotContain(key);
    }

    [Theory]
    [InlineData("{}", "name", "role")]
    [InlineData("""{"name": " ", "role": "admin"}""", "name")]
    [InlineData("""{"name": "a\u001b[2J", "role": "admin"}""", "name")]
    [InlineData("""{"name": "a", "role": "root"}""", "role")]
    [InlineData("""{"name": "a", "role": 2}""", "role")]
    [InlineData("""{"name": "a", "role": "viewer", "expiresAt": "2020-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"name": "a", "role": "viewer", "expiresAt": "9999-12-31T23:59:59Z"}""", "expiresAt")]
    [InlineData("""{"name": "a", "role": "viewer", "expiresAt": "tomorrow"}""", "expiresAt")]
    [InlineData("""{"name": "a", "role": "viewer", "expiresAt": "2027-01-01T00:00:00Z", "expiresInDays": 1}""", "expiresAt")]
    [InlineData("""{"name": "a", "role": "viewer", "expiresInDays": 0}""", "expiresInDays")]
    [InlineData("""{"name": "a", "role": "viewer", "expiresInDays": 1e300}""", "expiresInDays")]
    [InlineData("""{"name": "a", "role": "viewer", "expires": 1}""", "expires")]
    [InlineData("""{"name": "a", "role": "viewer", "limits": {"virtualUsers": 0, "rate": 1, "totalBytes": -1, "concurrentRuns": 1.5} }""",
        "limits.virtualUsers", "limits.rate", "limits.totalBytes", "limits.concurrentRuns")]
    public async Task Post_BadFields_AreAllNamed(string body, params string[] fields)
    {
        using var answer = await SendAsync("POST", Keys, new StringContent(body, null, "application/json"));

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields");
        problem.Fields().Should().BeEquivalentTo(fields);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Key_ThatIsNotThere_IsNotFound(string method)
    {
        foreach (var id in (string[])["x", "01a213b7-d27b-7ea2-a119-aa3535923d1a"])
        {
            using var answer = await SendAsync(method, $"{Keys}/{id}");
            await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "api-key-not-found");
        }
    }

    [Fact]
    public async Task Delete_LastAdministratorOfUse_IsRefused()
    {
        await using var service = await KeyedService.StartAsync();
        var admin = service.KeyOf(ApiRole.Admin);
        await service.MakeAsync("expired", ApiRole.Admin, DateTimeOffset.UnixEpoch);
        using var listed = await service.SendAsync("GET", Keys, admin);
        var last = (await listed.JsonAsync())["items"]!.AsArray().Single(key => (string)key!["name"]! == "the Admin")!;

        using var refused = await service.SendAsync("DELETE", (string)last["links"]!["self"]!, admin);
        await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, "last-admin-key");

        var other = await service.MakeAsync("other", ApiRole.Admin);
        using var revoked = await service.SendAsync("DELETE", (string)last["links"]!["self"]!, other.Key);
        revoked.StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Post_FirstKey_MustBeAnAdministratorsAndClosesTheService()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        using var viewer = await service.Client.SendAsync("POST", Keys, Json("""{"name": "a", "role": "viewer", "expiresInDays": 1}"""));
        (await viewer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields")).Fields()
            .Should().BeEquivalentTo("role", "expiresInDays");
        using var admin = await service.Client.SendAsync("POST", Keys, Json("""{"name": "a", "role": "admin"}"""));
        admin.StatusCode.Should().Be(HttpStatusCode.Created);
        var made = await admin.JsonAsync();
        ((string)made["apiKey"]!["createdBy"]!).Should().Be("local");

        using var closed = await service.Client.SendAsync("GET", "/api/v1/runs");
        await closed.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        using var open = await service.Client.SendAsync("GET", "/api/v1/runs", change: request =>
            request.Headers.Add("X-Api-Key", (string)made["key"]!));
        open.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static StringContent Json(string body) => new(body, null, "application/json");

    private Task<HttpResponseMessage> PostAsync(object body) =>
        shared.Service.SendAsync("POST", Keys, shared.Service.KeyOf(ApiRole.Admin), json: body);

    private Task<HttpResponseMessage> SendAsync(string method, string address, HttpContent? content = null) =>
        shared.Service.SendAsync(method, address, shared.Service.KeyOf(ApiRole.Admin), request => request.Content = content);
}
