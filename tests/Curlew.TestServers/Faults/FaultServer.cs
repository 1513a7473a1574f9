using Curlew.TestServers.Certificates;
using Curlew.TestServers.Truth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Curlew.TestServers.Faults;

/// <summary>
/// Kestrel with faults that are asked for by path, and <see cref="Truth"/>: what it counted. The first segment of
/// the path names the fault (see <see cref="FaultRoutes"/> for all of them); what follows it is free, so that two
/// tests can count paths of their own. <c>every=n</c> limits any fault to each n-th request on its path; the others
/// get the answer of <c>/ok</c>. HEAD, which Curlew sends before a run, never advances that count, and meets a fault
/// that would break it only when <c>head=true</c> is asked for.
/// </summary>
public sealed class FaultServer : IAsyncDisposable
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(2);

    private readonly WebApplication _application;
    private readonly FaultEndpoints _endpoints;
    private readonly TestCertificates? _ownCertificates;

    private FaultServer(
        WebApplication application, FaultEndpoints endpoints, ServerTruth truth, TestCertificates certificates, bool ownsThem)
    {
        _application = application;
        _endpoints = endpoints;
        _ownCertificates = ownsThem ? certificates : null;
        Truth = truth;
        Certificates = certificates;
    }

    /// <summary>Cleartext, HTTP/1.1 only.</summary>
    public Uri Http1 => _endpoints.Http1;

    /// <summary>TLS, where ALPN chooses between HTTP/2 and HTTP/1.1.</summary>
    public Uri Https => _endpoints.Https;

    /// <summary>TLS, HTTP/1.1 only.</summary>
    public Uri Https1 => _endpoints.Https1;

    /// <summary>Cleartext, HTTP/2 with prior knowledge only.</summary>
    public Uri H2c => _endpoints.H2c;

    /// <summary>What the server counted.</summary>
    public ServerTruth Truth { get; }

    /// <summary>What <c>/gate</c> waits for.</summary>
    public Gate Gate { get; } = new();

    /// <summary>The certificates in use; a client trusts <see cref="TestCertificates.CaPath"/>.</summary>
    public TestCertificates Certificates { get; }

    /// <summary>Starts a server on four free loopback ports; it accepts connections when this returns.</summary>
    public static async Task<FaultServer> StartAsync(FaultServerOptions? options = null)
    {
        options ??= new FaultServerOptions();
        var certificates = options.Certificates ?? new TestCertificates();
        var truth = new ServerTruth();
        var endpoints = new FaultEndpoints(truth, certificates.Of(options.Certificate).Load());
        var application = Build(options, endpoints);
        var server = new FaultServer(application, endpoints, truth, certificates, ownsThem: options.Certificates is null);
        try
        {
            var router = new FaultRouter(truth, server.Gate, application.Lifetime.ApplicationStopping);
            application.Run(router.HandleAsync);
            await application.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends what is under way, closes the ports and deletes the certificates that the server made.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var deadline = new CancellationTokenSource(StopDeadline))
            await _application.StopAsync(deadline.Token);
        await _application.DisposeAsync();
        _endpoints.Dispose();
        _ownCertificates?.Dispose();
    }

    private static WebApplication Build(FaultServerOptions options, FaultEndpoints endpoints)
    {
        // The empty builder, not the slim one: that one watches appsettings.json, and each watch takes one of the few
        // inotify instances a user has, and it listens to ASPNETCORE_URLS and to the process's signals.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, UnattendedLifetime>();
        builder.Services.Configure<SocketTransportOptions>(transport =>
        {
            transport.Backlog = 4096;
            // With the limit below: a flush ends when the bytes are with the kernel, so that breaking off right after
            // it loses none of them.
            transport.MaxWriteBufferSize = 2;
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxResponseBufferSize = 0;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = options.MaxStreamsPerConnection;
            endpoints.Listen(kestrel);
        });
        return builder.Build();
    }
}
