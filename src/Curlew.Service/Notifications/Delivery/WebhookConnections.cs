using System.Net;
using System.Net.Sockets;
using Curlew.Domain.Targets;
using Curlew.Service.Security.Targets;

namespace Curlew.Service.Notifications.Delivery;

/// <summary>
/// Connects to webhooks. A name is resolved here, each address is held against the rules of what may be tested, and the connection goes to the
/// very address that was: a name that leads elsewhere by the next look-up (DNS rebinding) gains nothing. No connection is used twice, so that
/// the rules of the moment hold for each message, and nothing else stands between: no proxy, no redirect, no cookies.
/// </summary>
internal sealed class WebhookConnections(ITargets targets, HostNames names) : IDisposable
{
    // What receivers answer is of no interest but for its status and Retry-After.
    private const int HeaderKilobytes = 16;
    private const int BodyBytes = 4 * 1024;

    private SocketsHttpHandler? _handler;

    /// <summary>A client that connects in this way; it follows nothing and has no timeout of its own.</summary>
    public HttpClient NewClient()
    {
        _handler ??= new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.Zero,
            MaxResponseHeadersLength = HeaderKilobytes,
            MaxResponseDrainSize = BodyBytes,
        };
        return new HttpClient(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Refuses a host by its name, before anybody is asked where it is.</summary>
    /// <exception cref="TargetRefusedException">Nothing may be sent there.</exception>
    public async Task CheckAsync(Uri url, CancellationToken cancelled)
    {
        var decision = (await targets.CurrentAsync(cancelled)).CheckHost(url.Scheme, url.IdnHost, url.Port);
        if (!decision.IsAllowed)
            throw Refused(decision);
    }

    /// <inheritdoc/>
    public void Dispose() => _handler?.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancelled)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var allowed = await AllowedAddressesAsync(context.InitialRequestMessage.RequestUri!.Scheme, host, port, cancelled);
        for (var index = 0; ; index++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(allowed[index], port), cancelled);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (index + 1 < allowed.Count)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private async Task<IReadOnlyList<IPAddress>> AllowedAddressesAsync(string scheme, string host, int port, CancellationToken cancelled)
    {
        var policy = await targets.CurrentAsync(cancelled);
        var decisions = (await names.FindAsync(host, cancelled))
            .Select(address => (Address: address, Decision: policy.CheckAddress(scheme, host, address, port)))
            .ToList();
        var allowed = decisions.Where(each => each.Decision.IsAllowed).Select(each => each.Address).ToList();
        if (allowed.Count > 0)
            return allowed;
        throw decisions.Count > 0 ? Refused(decisions[0].Decision) : new SocketException((int)SocketError.HostNotFound);
    }

    private static TargetRefusedException Refused(TargetDecision decision) => new(TargetAnswers.SentenceOf(decision));
}
