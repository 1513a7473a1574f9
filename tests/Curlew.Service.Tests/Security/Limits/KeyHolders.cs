using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Curlew.Service.Tests.Security.Limits;

/// <summary>Users of a service who have API keys, made by its own API.</summary>
internal static class KeyHolders
{
    public const string Address = "/api/v1/api-keys";

    /// <summary>The administrator who makes the first key; from then on nobody is answered without one.</summary>
    public static Task<ServiceClient> AddAdminAsync(this ServiceUnderTest service) =>
        service.AddAsync(service.Client, """{"name": "root", "role": "admin"}""");

    /// <summary>Somebody who may start runs.</summary>
    /// <param name="service">The service.</param>
    /// <param name="admin">Who makes the key.</param>
    /// <param name="name">Whose it is.</param>
    /// <param name="limits">Its own limits, as JSON; none where it is empty.</param>
    public static Task<ServiceClient> AddRunnerAsync(this ServiceUnderTest service, ServiceClient admin, string name, string limits = "{}") =>
        service.AddAsync(admin, $$"""{"name": "{{name}}", "role": "runner", "limits": {{limits}} }""");

    private static async Task<ServiceClient> AddAsync(this ServiceUnderTest service, ServiceClient by, string key)
    {
        using var made = await by.SendAsync("POST", Address, new StringContent(key, Encoding.UTF8, "application/json"));
        made.StatusCode.Should().Be(HttpStatusCode.Created, await made.TextAsync());
        var http = new HttpClient { BaseAddress = service.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await made.JsonAsync())["key"]!);
        return new ServiceClient(http);
    }
}
