using System.Net;
using System.Text;
using Curlew.Domain.Access;

namespace Curlew.Service.Tests.Security.Access.Authentication;

/// <summary>Keys in headers: the ways to send them, and those that are of no use.</summary>
public sealed class KeyInHeaderTests(SharedKeyedService shared)
{
    private const string Address = "/api/v1/engines";

    private string Viewer => shared.Service.KeyOf(ApiRole.Viewer);

    [Theory]
    [InlineData("Bearer {0}", null)]
    [InlineData("bearer {0}", null)]
    [InlineData("Bearer  {0} ", null)]
    [InlineData(null, "{0}")]
    [InlineData("Bearer {0}", "{0}")]
    [InlineData("Basic dXNlcjpwYXNzd29yZA==", "{0}")]
    public async Task Request_GoodKeyInEitherHeader_IsAnswered(string? authorization, string? header)
    {
        using var answer = await SendAsync(Filled(authorization), Filled(header));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Request_TwoKeysThatDiffer_IsBad()
    {
        using var answer = await SendAsync($"Bearer {Viewer}", shared.Service.KeyOf(ApiRole.Admin));

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-request");
        ((string)problem["detail"]!).Should().Contain("several API keys").And.NotContain(Viewer);
    }

    [Fact]
    public async Task Request_TwoKeysInOneHeader_IsBad()
    {
        using var answer = await shared.Service.SendAsync("GET", Address, change: request =>
            request.Headers.Add("X-Api-Key", [Viewer, shared.Service.KeyOf(ApiRole.Admin)]));

        // As one line with a comma, which is no key, or as two: neither is believed.
        answer.StatusCode.Should().BeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Request_NoKey_IsToldHowToSendOne()
    {
        using var answer = await SendAsync("Basic dXNlcjpwYXNzd29yZA==", null);

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        ((string)problem["detail"]!).Should().Contain("Authorization: Bearer").And.Contain("X-Api-Key").And.Contain("/sign-in");
        answer.Headers.WwwAuthenticate.ToString().Should().Be("Bearer realm=\"Curlew\"");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    [Fact]
    public async Task Request_BadKeys_SayWhatIsWrongWithEach()
    {
        // A service of its own: so many failures from one address are slowed down.
        await using var service = await KeyedService.StartAsync();
        var good = service.KeyOf(ApiRole.Viewer);
        var expired = await service.MakeAsync("old", ApiRole.Admin, DateTimeOffset.UnixEpoch);
        var revoked = await service.MakeAsync("lost", ApiRole.Runner);
        await service.Store.RevokeAsync(revoked.Id, keepsAnAdmin: true, TestContext.Current.CancellationToken);

        await ShouldBeRefusedAsync(good[..^1], "no API key of Curlew");
        await ShouldBeRefusedAsync(Curlew.Service.Security.Access.Keys.KeyText.New().Reveal(), "none of this service's");
        await ShouldBeRefusedAsync(expired.Key, "\"old\") expired at 1970-01-01T00:00:00Z");
        await ShouldBeRefusedAsync(revoked.Key, "\"lost\") was revoked at");

        async Task ShouldBeRefusedAsync(string key, string because)
        {
            using var answer = await service.SendAsync("GET", Address, key);
            var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
            ((string)problem["detail"]!).Should().Contain(because).And.NotContain(key);
            answer.Headers.WwwAuthenticate.ToString().Should().Contain("error=\"invalid_token\"");
        }
    }

    [Fact]
    public async Task Request_KeyOfTheRightPrefixWithAnotherSecret_IsToldNothingOfTheKey()
    {
        await using var service = await KeyedService.StartAsync();
        var revoked = await service.MakeAsync("lost", ApiRole.Runner);
        await service.Store.RevokeAsync(revoked.Id, keepsAnAdmin: true, TestContext.Current.CancellationToken);
        var forged = WithSecretOf(revoked.Key, Curlew.Service.Security.Access.Keys.KeyText.New().Reveal());

        using var answer = await service.SendAsync("GET", Address, forged);

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        ((string)problem["detail"]!).Should().Contain("none of this service's").And.NotContain("lost");
    }

    [Fact]
    public async Task Request_WithAKey_IsKeptAsItsLastUse()
    {
        var made = await shared.Service.MakeAsync("used", ApiRole.Viewer);
        var cancelled = TestContext.Current.CancellationToken;
        (await shared.Service.Store.FindAsync(made.Id, cancelled))!.LastUsedAt.Should().BeNull();

        using var first = await shared.Service.SendAsync("GET", Address, made.Key);
        var used = (await shared.Service.Store.FindAsync(made.Id, cancelled))!.LastUsedAt;
        using var second = await shared.Service.SendAsync("GET", Address, made.Key);

        used.Should().NotBeNull();
        (await shared.Service.Store.FindAsync(made.Id, cancelled))!.LastUsedAt.Should().Be(used, "uses are told once a minute");
    }

    /// <summary>A key with a right checksum, made of the prefix of one and the secret of another.</summary>
    private static string WithSecretOf(string prefix, string secret)
    {
        const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var body = prefix[..16] + secret[16..^6];
        var crc = Encoding.ASCII.GetBytes(body).Aggregate(uint.MaxValue, System.Numerics.BitOperations.Crc32C) ^ uint.MaxValue;
        var checksum = "";
        for (var digit = 0; digit < 6; digit++, crc /= 62)
            checksum = Alphabet[(int)(crc % 62)] + checksum;
        return body + checksum;
    }

    private string? Filled(string? header) => header?.Replace("{0}", Viewer, StringComparison.Ordinal);

    private Task<HttpResponseMessage> SendAsync(string? authorization, string? header) =>
        shared.Service.SendAsync("GET", Address, header, request =>
        {
            if (authorization is not null)
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
        });
}
