using System.Security.Claims;
using Curlew.Domain.Access;
using Curlew.Service.Security.Access;
using Curlew.Service.Security.Access.Authorization;
using Microsoft.AspNetCore.Http;

namespace Curlew.Service.Tests.Security.Access;

public sealed class CallerTests
{
    [Fact]
    public void Of_RequestThatNobodyLetThrough_IsNobody() =>
        Caller.Of(new DefaultHttpContext()).Should().Be(new Caller(null, "nobody", ApiRole.Viewer));

    [Fact]
    public void Of_RequestLetThroughWithoutAKey_IsLocal()
    {
        var context = new DefaultHttpContext();
        context.Features.Set(new AccessGrant());

        Caller.Of(context).Should().Be(Caller.Local);
    }

    [Fact]
    public void Of_RequestWithAKey_IsThatKeys()
    {
        var id = Guid.NewGuid();
        var context = new DefaultHttpContext
        {
            User = new ClaimsPrincipal(new ClaimsIdentity(
                [new(ClaimTypes.NameIdentifier, $"{id:D}"), new(ClaimTypes.Name, "ann"), new(ClaimTypes.Role, "Runner")], "Key")),
        };

        Caller.Of(context).Should().Be(new Caller(id, "ann", ApiRole.Runner));
    }
}
