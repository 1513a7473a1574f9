using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Curlew.TestServers.Certificates;

namespace Curlew.TestServers.Tests;

/// <summary>.NET's own client, told which protocol to speak and which authority to trust.</summary>
internal sealed class Client : IDisposable
{
    private readonly HttpClient _client;

    private Client(Version version, TestCertificates? trusted)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            SslOptions = trusted is null ? new SslClientAuthenticationOptions() : Trusting(trusted),
        };
        _client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(20) };
        Version = version;
    }

    public Version Version { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Client Http1(TestCertificates? trusted = null) => new(HttpVersion.Version11, trusted);

    public static Client Http2(TestCertificates? trusted = null) => new(HttpVersion.Version20, trusted);

    /// <summary>The body of the answer, whatever its status.</summary>
    public async Task<string> GetAsync(Uri address)
    {
        using var response = await SendAsync(HttpMethod.Get, address);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    public async Task<HttpStatusCode> HeadAsync(Uri address)
    {
        using var response = await SendAsync(HttpMethod.Head, address);
        return response.StatusCode;
    }

    /// <summary>Returns as soon as the head of the answer is there.</summary>
    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri address, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, address)
        {
            Version = Version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    /// <summary>Gives up all requests under way.</summary>
    public void CancelAll() => _client.CancelPendingRequests();

    public void Dispose() => _client.Dispose();

    private static SslClientAuthenticationOptions Trusting(TestCertificates trusted)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(trusted.CaPath));
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
