using System.Net.Http.Json;
using Curlew.Domain.Access;
using Curlew.Storage.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Security.Access;

/// <summary>A service with a key of each role, and a client of it that keeps no cookies and follows no redirects.</summary>
public sealed class KeyedService : IAsyncDisposable
{
    private readonly Dictionary<ApiRole, string> _keys = [];
    private readonly HttpClient _http;

    private KeyedService(ServiceUnderTest service)
    {
        Service = service;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = service.Address };
    }

    /// <summary>The service.</summary>
    public ServiceUnderTest Service { get; }

    internal ApiKeyStore Store => Service.Services.GetRequiredService<ApiKeyStore>();

    /// <summary>Starts it.</summary>
    public static async Task<KeyedService> StartAsync(params string[] settings)
    {
        var service = new KeyedService(await ServiceUnderTest.StartAsync(settings));
        foreach (var role in Enum.GetValues<ApiRole>())
            service._keys[role] = (await service.MakeAsync($"the {role}", role)).Key;
        return service;
    }

    /// <summary>The key of a role.</summary>
    public string KeyOf(ApiRole role) => _keys[role];

    /// <summary>Makes another key.</summary>
    public async Task<(Guid Id, string Key)> MakeAsync(string name, ApiRole role, DateTimeOffset? expiresAt = null)
    {
        var keys = Service.Services.GetRequiredService<Curlew.Service.Security.Access.Keys.ApiKeys>();
        var (record, text) = await keys.CreateAsync(name, role, expiresAt, limits: null, "test", TestContext.Current.CancellationToken);
        return (record.Id, text.Reveal());
    }

    /// <summary>Sends a request with a key, or without one.</summary>
    public Task<HttpResponseMessage> SendAsync(
        string method, string address, string? key = null, Action<HttpRequestMessage>? change = null, object? json = null)
    {
        // As it stands: addresses with two slashes or dots are what some tests are about.
        var uri = new Uri(
            Service.Address.GetLeftPart(UriPartial.Authority) + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new HttpMethod(method), uri) { Content = json is null ? null : JsonContent.Create(json) };
        if (key is not null)
            request.Headers.Add("X-Api-Key", key);
        change?.Invoke(request);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return Service.DisposeAsync();
    }
}
