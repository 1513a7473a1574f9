using System.Net;
using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Notifications;
using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Features.Webhooks;

/// <summary>Webhooks as administrators keep them. Nothing listens where they lead.</summary>
public sealed class WebhooksTests(SharedService shared)
{
    private const string Url = "http://127.0.0.1:1/services/T0-secret-path?token=secret-too";
    private const string Masked = "http://127.0.0.1:1/***";

    private ServiceClient Service => shared.Client;

    [Fact]
    public async Task Create_Webhook_ShowsItsSecretOnceAndItsPathNever()
    {
        using var answer = await Service.SendJsonAsync("POST", WebhooksClient.Address, $$"""{"name": "team", "url": "{{Url}}"}""");

        answer.StatusCode.Should().Be(HttpStatusCode.Created, await answer.TextAsync());
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        answer.Headers.ETag!.Tag.Should().Be("\"v1\"");
        var created = await answer.JsonAsync();
        answer.Headers.Location!.ToString().Should().Be(created.Self());
        var secret = (string)created["secret"]!;
        Convert.FromBase64String(secret["whsec_".Length..]).Should().HaveCount(32);
        ((string)created["url"]!).Should().Be(Masked);
        created["events"]!.ToJsonString().Should().Be("""["regressed","failed","recovered"]""");
        ((bool)created["allRuns"]!).Should().BeTrue();
        ((bool)created["enabled"]!).Should().BeTrue();
        ((string)created["createdBy"]!).Should().Be("local");

        created["secret"] = "***";
        (await Service.GetAsync(created.Self())).ToJsonString().Should().Be(created.ToJsonString());
        (await Service.GetAsync(WebhooksClient.Address)).ToJsonString().Should().Contain((string)created["id"]!)
            .And.NotContain("secret-path").And.NotContain("secret-too").And.NotContain(secret);
        await using var context = await shared.Services.GetRequiredService<IDbContextFactory<CurlewContext>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        var id = Guid.Parse((string)created["id"]!);
        var record = await context.Webhooks.SingleAsync(webhook => webhook.Id == id, TestContext.Current.CancellationToken);
        (record.UrlSealed + record.SecretSealed).Should().NotContain("127.0.0.1").And.NotContain("whsec");
    }

    [Fact]
    public async Task Replace_WhatGetAnswered_KeepsUrlAndSecret()
    {
        var created = await Service.HookAsync(new Uri(Url));
        var sealedBefore = await SealedAsync(created);

        using var answer = await Service.SendJsonAsync(
            "PUT", created.Self(), $$"""{"name": "other", "url": "{{Masked}}", "secret": "***", "events": ["finished"], "allRuns": false}""", "\"v1\"");

        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.TextAsync());
        answer.Headers.ETag!.Tag.Should().Be("\"v2\"");
        var changed = await answer.JsonAsync();
        ((string)changed["name"]!).Should().Be("other");
        changed["events"]!.ToJsonString().Should().Be("""["finished"]""");
        ((string)changed["secret"]!).Should().Be("***");
        (await SealedAsync(created)).Should().Be(sealedBefore);
        using var stale = await Service.SendJsonAsync("PUT", created.Self(), """{"name": "late"}""", "\"v1\"");
        await stale.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "stale-etag");
        using var blind = await Service.SendJsonAsync("PUT", created.Self(), """{"name": "blind"}""");
        await blind.ShouldBeProblemAsync(HttpStatusCode.PreconditionRequired, "precondition-required");
        using var elsewhere = await Service.SendJsonAsync("PUT", created.Self(), """{"name": "x", "url": "http://127.0.0.1:2/***"}""", "*");
        (await elsewhere.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields")).Fields().Should().Equal("url");

        using var both = await Service.SendJsonAsync(
            "PUT", created.Self(), $$"""{"name": "x", "url": "http://127.0.0.1:2/", "secret": "{{WebhooksClient.Secret}}"}""", "*");
        ((string)(await both.JsonAsync())["url"]!).Should().Be("http://127.0.0.1:2/");
        (await SealedAsync(created)).Should().NotBe(sealedBefore);
    }

    [Fact]
    public async Task Delete_Webhook_TakesItsDeliveriesWithIt()
    {
        var created = await Service.HookAsync(new Uri(Url));
        var delivery = await Service.TestAsync(created);
        using var stale = await Service.SendBareAsync("DELETE", created.Self(), "\"v7\"");
        await stale.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "stale-etag");

        using var deleted = await Service.SendBareAsync("DELETE", created.Self());

        deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        foreach (var address in (string[])[created.Self(), delivery.Self(), (string)created["links"]!["deliveries"]!])
        {
            using var gone = await Service.SendBareAsync("GET", address);
            await gone.ShouldBeProblemAsync(HttpStatusCode.NotFound, "webhook-not-found");
        }
    }

    [Fact]
    public async Task Deliveries_Pages_HaveEachOnce()
    {
        var created = await Service.HookAsync(new Uri(Url));
        for (var message = 0; message < 3; message++)
            await Service.TestAsync(created);

        var first = await Service.GetAsync($"{created["links"]!["deliveries"]}?limit=2");
        var rest = await Service.GetAsync($"{created["links"]!["deliveries"]}?limit=2&cursor={first["nextCursor"]}");

        first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(item => (string)item!["id"]!).Should().HaveCount(3).And.OnlyHaveUniqueItems();
        rest["nextCursor"].Should().BeNull();
        (await Service.DeliveriesAsync(created, "?event=failed")).Should().BeEmpty();
        using var bad = await Service.SendBareAsync("GET", $"{created["links"]!["deliveries"]}?event=x&state=y&cursor=z&limit=0");
        (await bad.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-query")).Fields().Should().BeEquivalentTo("event", "state", "cursor", "limit");
        using var unknown = await Service.SendBareAsync("GET", $"{created["links"]!["deliveries"]}/{Guid.NewGuid()}");
        await unknown.ShouldBeProblemAsync(HttpStatusCode.NotFound, "delivery-not-found");
    }

    [Theory]
    [InlineData("{}", "name", "Is missing")]
    [InlineData("""{"name": "a"}""", "url", "Is missing")]
    [InlineData("""{"name": "a", "url": "hooks.test"}""", "url", "http:// or https://")]
    [InlineData("""{"name": "a", "url": "ftp://hooks.test/"}""", "url", "http:// or https://")]
    [InlineData("""{"name": "a", "url": "http://u:p@127.0.0.1/"}""", "url", "no user and password")]
    [InlineData("""{"name": "a", "url": "http://127.0.0.1/#x"}""", "url", "#fragment")]
    [InlineData("""{"name": "a", "url": "http://127.0.0.1/***"}""", "url", "stands for a path")]
    [InlineData("""{"name": "a", "url": "http://127.0.0.1/", "secret": "***"}""", "secret", "openssl rand")]
    [InlineData("""{"name": "a", "url": "http://127.0.0.1/", "secret": "short"}""", "secret", "24 to 64 bytes")]
    [InlineData("""{"name": "a", "url": "http://127.0.0.1/", "events": []}""", "events", "at least one")]
    [InlineData("""{"name": "a", "url": "http://127.0.0.1/", "events": ["test"]}""", "events[0]", "finished, regressed, failed, recovered")]
    [InlineData("""{"name": "a", "url": "http://127.0.0.1/", "events": ["failed", "failed"]}""", "events[1]", "twice")]
    [InlineData("""{"name": "a", "url": "http://127.0.0.1/", "event": "failed"}""", "event", "events")]
    public async Task Create_FaultyBody_NamesFieldAndWhatIsAllowed(string body, string field, string part)
    {
        using var answer = await Service.SendJsonAsync("POST", WebhooksClient.Address, body);

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields");
        problem.Fields().Should().Contain(field);
        ((string)problem["errors"]![field]![0]!).Should().Contain(part);
    }

    [Fact]
    public async Task Create_ManyFaults_NamesAll()
    {
        using var answer = await Service.SendJsonAsync(
            "POST", WebhooksClient.Address, """{"name": "", "url": "x", "secret": "y", "events": ["z", "failed"]}""");

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields")).Fields()
            .Should().BeEquivalentTo("name", "url", "secret", "events[0]");
    }

    [Theory]
    [InlineData("https://hooks.slack.test/services/secret-path", "https://hooks.slack.test:443")]
    [InlineData("http://169.254.169.254/latest/meta-data", "http://169.254.169.254:80")]
    [InlineData("http://10.1.2.3:8080/", "http://10.1.2.3:8080")]
    [InlineData("http://0x0a010203/", "http://10.1.2.3:80")]
    public async Task Save_UrlThatIsNotAllowed_IsRefusedWithTheRuleThatWouldAllowIt(string url, string rule)
    {
        using var answer = await Service.SendJsonAsync("POST", WebhooksClient.Address, new JsonObject { ["name"] = "a", ["url"] = url }.ToJsonString());
        var saved = await Service.HookAsync(new Uri(Url));
        using var changed = await Service.SendJsonAsync("PUT", saved.Self(), new JsonObject { ["name"] = "a", ["url"] = url }.ToJsonString(), "*");

        foreach (var refused in (HttpResponseMessage[])[answer, changed])
        {
            var problem = await refused.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "target-not-allowed");
            problem.Fields().Should().Equal("url");
            ((string)problem["errors"]!["url"]![0]!).Should().Contain(rule).And.Contain("POST /api/v1/targets").And.NotContain("secret-path");
        }
    }

    private async Task<string> SealedAsync(JsonNode webhook)
    {
        await using var context = await shared.Services.GetRequiredService<IDbContextFactory<CurlewContext>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        var id = Guid.Parse((string)webhook["id"]!);
        var record = await context.Webhooks.AsNoTracking().SingleAsync(each => each.Id == id, TestContext.Current.CancellationToken);
        return record.UrlSealed + record.SecretSealed;
    }
}
