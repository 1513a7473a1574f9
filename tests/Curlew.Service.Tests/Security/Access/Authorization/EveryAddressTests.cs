using System.Net;
using System.Text.RegularExpressions;
using Curlew.Domain.Access;
using Curlew.Service.Security.Access;
using Curlew.Service.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Security.Access.Authorization;

/// <summary>Every address that there is, and some where there is nothing, asked for without a key and with one of each role.</summary>
public sealed partial class EveryAddressTests(SharedKeyedService shared)
{
    private static readonly string[] OpenToAll =
        ["GET /health/live", "GET /health/ready", "GET /sign-in", "POST /sign-in", "GET /sign-in.css", "POST /sign-out"];

    private static readonly string[] ForAdministrators = ["/api/v1/api-keys", "/api/v1/audit"];

    // Whoever may start runs, or read of them, may know where to.
    private static readonly string[] ChangedByAdministrators = ["/api/v1/targets", "/api/v1/webhooks"];

    // What middlewares serve has no endpoint.
    private static readonly (string Request, ApiRole Role)[] Middlewares =
    [
        ("GET /", ApiRole.Viewer),
        ("HEAD /", ApiRole.Viewer),
        ("GET /index.html", ApiRole.Viewer),
        ("GET //index.html", ApiRole.Viewer),
        ("GET /INDEX.HTML", ApiRole.Viewer),
        ("GET /swagger", ApiRole.Viewer),
        ("GET /swagger/index.html", ApiRole.Viewer),
        ("GET /swagger/swagger-ui.css", ApiRole.Viewer),
        ("GET /SWAGGER/index.html", ApiRole.Viewer),
        ("GET /hangfire", ApiRole.Viewer),
        ("GET /HANGFIRE/servers", ApiRole.Viewer),
        ("GET /hangfire/css18000", ApiRole.Viewer),
        ("POST /hangfire/stats", ApiRole.Viewer),
        ("POST /hangfire/jobs/enqueued/delete", ApiRole.Admin),
        ("POST /Hangfire/recurring/remove", ApiRole.Admin),
        ("POST /hangfire/stats/../jobs/enqueued/delete", ApiRole.Admin),
        ("PUT /hangfire/stats/x", ApiRole.Admin),
        ("GET /openapi/v2.json", ApiRole.Viewer),
        ("GET /nothing", ApiRole.Viewer),
        ("DELETE /nothing", ApiRole.Runner),
        ("PATCH /api/v1/runs", ApiRole.Runner),
        ("GET /health/live/x", ApiRole.Viewer),
        ("DELETE /sign-in", ApiRole.Runner),
        ("GET /sign-in/../metrics", ApiRole.Viewer),
    ];

    [Fact]
    public async Task EveryEndpoint_AskedForByEachRole_AnswersThoseThatMay()
    {
        var endpoints = Endpoints().ToList();

        endpoints.Should().HaveCountGreaterThan(30);
        endpoints.Where(endpoint => endpoint.Role is null).Select(endpoint => endpoint.Request).Should().BeEquivalentTo(OpenToAll);
        endpoints.Where(endpoint => endpoint.Role == ApiRole.Admin).Should().HaveCountGreaterThanOrEqualTo(4);
        foreach (var (request, role) in endpoints)
            await ShouldAnswerAsync(request, role);
    }

    [Fact]
    public async Task EveryMiddleware_AskedForByEachRole_AnswersThoseThatMay()
    {
        foreach (var (request, role) in Middlewares)
            await ShouldAnswerAsync(request, role);
    }

    [Fact]
    public async Task Metrics_FetchedAsPrometheusDoes_AreThere()
    {
        using var answer = await shared.Service.SendAsync("GET", "/metrics", change: request =>
            request.Headers.Add("Authorization", $"Bearer {shared.Service.KeyOf(ApiRole.Viewer)}"));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.TextAsync()).Should().Contain("# TYPE");
    }

    [Fact]
    public async Task Ready_WithoutAKey_TellsTheStatusOnly()
    {
        using var open = await shared.Service.SendAsync("GET", "/health/ready");
        using var known = await shared.Service.SendAsync("GET", "/health/ready", shared.Service.KeyOf(ApiRole.Viewer));

        (await open.JsonAsync())["checks"]!.AsArray().Should().BeEmpty();
        (await known.JsonAsync())["checks"]!.AsArray().Should().NotBeEmpty();
    }

    private IEnumerable<(string Request, ApiRole? Role)> Endpoints() =>
        from endpoint in shared.Service.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]
        let address = "/" + Parameter().Replace(endpoint.RoutePattern.RawText!.Trim('/'), "x").Replace("openapi/x", "openapi/v1")
        let request = $"{method} {address}"
        select (request, RoleOf(request, method, address, endpoint));

    private static ApiRole? RoleOf(string request, string method, string address, RouteEndpoint endpoint)
    {
        if (OpenToAll.Contains(request))
            return null;
        if (ForAdministrators.Any(begin => address.StartsWith(begin, StringComparison.Ordinal)))
            return ApiRole.Admin;
        if (method != "GET" && ChangedByAdministrators.Any(begin => address.StartsWith(begin, StringComparison.Ordinal)))
            return ApiRole.Admin;
        if (endpoint.Metadata.GetMetadata<RequiredRole>() is { } asked)
            return asked.Role;
        return method is "GET" or "HEAD" ? ApiRole.Viewer : ApiRole.Runner;
    }

    private async Task ShouldAnswerAsync(string request, ApiRole? needed)
    {
        var (method, address) = (request.Split(' ')[0], request.Split(' ')[1]);
        using var unknown = await shared.Service.SendAsync(method, address);
        if (needed is null)
            unknown.StatusCode.Should().NotBe(HttpStatusCode.Unauthorized, request).And.NotBe(HttpStatusCode.Forbidden, request);
        else
            await ShouldBeAsync(unknown, method, HttpStatusCode.Unauthorized, "unauthorized", request);

        foreach (var role in Enum.GetValues<ApiRole>())
        {
            using var answer = await shared.Service.SendAsync(method, address, shared.Service.KeyOf(role), await AsThePageAsync(request, role));
            if (role < needed)
                await ShouldBeAsync(answer, method, HttpStatusCode.Forbidden, "forbidden", $"{request} as {role}");
            else
                answer.StatusCode.Should().NotBe(HttpStatusCode.Unauthorized, $"{request} as {role}")
                    .And.NotBe(HttpStatusCode.Forbidden, $"{request} as {role}");
        }
    }

    private static async Task ShouldBeAsync(HttpResponseMessage answer, string method, HttpStatusCode status, string code, string request)
    {
        answer.StatusCode.Should().Be(status, request);
        if (method != "HEAD")
            await answer.ShouldBeProblemAsync(status, code);
    }

    /// <summary>Hangfire refuses what was not sent by its page with a 403 of its own.</summary>
    private async Task<Action<HttpRequestMessage>?> AsThePageAsync(string request, ApiRole role)
    {
        if (!request.StartsWith("POST /hangfire", StringComparison.OrdinalIgnoreCase))
            return null;
        using var page = await shared.Service.SendAsync("GET", "/hangfire", shared.Service.KeyOf(role));
        return (await DashboardToken.ReadAsync(page)).AddTo;
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
