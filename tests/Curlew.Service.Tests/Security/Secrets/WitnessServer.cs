using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Curlew.Service.Tests.Security.Secrets;

/// <summary>A server that remembers all it was sent, so that a test knows that the real values arrived.</summary>
internal sealed class WitnessServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<string> _seen = [];

    private WitnessServer(int status)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _seen.Enqueue(string.Join('\n', context.Request.Headers.Select(header => $"{header.Key}: {header.Value}")) + "\n" + await reader.ReadToEndAsync());
            context.Response.StatusCode = status;
            if (status == StatusCodes.Status302Found)
                context.Response.Headers.Location = "/again";
        });
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_server.Urls.First() + "/");

    /// <summary>All that it was sent.</summary>
    public string Seen => string.Join('\n', _seen);

    /// <summary>Starts it; it answers every request with this status.</summary>
    public static async Task<WitnessServer> StartAsync(int status = StatusCodes.Status200OK)
    {
        var server = new WitnessServer(status);
        await server._server.StartAsync();
        return server;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
