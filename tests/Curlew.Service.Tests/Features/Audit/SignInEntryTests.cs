using Curlew.Domain.Access;
using Curlew.Service.Tests.Security.Access;
using Curlew.Service.Tests.Security.Access.SignIn;

namespace Curlew.Service.Tests.Features.Audit;

/// <summary>Whom the trail names where somebody signs in: the request itself comes without a key.</summary>
public sealed class SignInEntryTests
{
    [Fact]
    public async Task Trail_SignInAndOut_NameTheKey()
    {
        await using var service = await KeyedService.StartAsync();
        var (id, key) = await service.MakeAsync("ann", ApiRole.Runner);
        using var browser = new Browser(service.Service.Address);
        (await browser.SignInAsync("crlw_of_nobody")).Dispose();
        (await browser.SignInAsync(key)).Dispose();
        (await browser.SignOutAsync()).Dispose();

        using var answer = await service.SendAsync("GET", AuditClient.Address, service.KeyOf(ApiRole.Admin));
        var trail = (await answer.JsonAsync())["items"]!.AsArray().Reverse().ToList();

        trail.Select(entry => ((string)entry!["action"]!, (string)entry["actor"]!, (int)entry["status"]!)).Should().Equal(
            ("signIn", "anonymous", 401), ("signIn", "ann", 302), ("signOut", "ann", 302));
        trail[0]!["keyId"].Should().BeNull();
        trail.Skip(1).Should().OnlyContain(entry => (Guid)entry!["keyId"]! == id && (string)entry["role"]! == "runner");
    }
}
