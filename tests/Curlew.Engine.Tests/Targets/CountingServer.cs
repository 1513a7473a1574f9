using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Curlew.Engine.Tests.Targets;

/// <summary>
/// Counts every TCP connection that reaches it, on several loopback addresses with one port; answers what its path says:
/// <c>/to/{status}/{hex}</c> with a redirect to any bytes, <c>/json/{hex}</c> with them as a JSON string, everything else with "ok".
/// </summary>
internal sealed class CountingServer : IAsyncDisposable
{
    private const int Attempts = 20;
    private const byte TlsHandshake = 0x16;

    private readonly List<Socket> _listeners;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task[] _accepting;
    private int _accepted;
    private int _authorizations;

    private CountingServer(List<Socket> listeners)
    {
        _listeners = listeners;
        Port = ((IPEndPoint)listeners[0].LocalEndPoint!).Port;
        _accepting = [.. listeners.Select(AcceptAsync)];
    }

    public int Port { get; }

    /// <summary>Headers that every answer has beside its own.</summary>
    public string MoreHeaders { get; set; } = "";

    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Requests that carried credentials.</summary>
    public int Authorizations => Volatile.Read(ref _authorizations);

    /// <summary>Listens on all of these addresses on one port.</summary>
    public static CountingServer Start(params string[] addresses)
    {
        for (var attempt = 1; ; attempt++)
        {
            var listeners = new List<Socket>();
            try
            {
                foreach (var address in addresses.Select(IPAddress.Parse))
                {
                    var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                    var port = listeners.Count == 0 ? 0 : ((IPEndPoint)listeners[0].LocalEndPoint!).Port;
                    listeners.Add(listener);
                    listener.Bind(new IPEndPoint(address, port));
                    listener.Listen(256);
                }

                return new CountingServer(listeners);
            }
            catch (SocketException) when (attempt < Attempts)
            {
                // The port that the first address got is taken on another one.
                listeners.ForEach(listener => listener.Dispose());
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_accepting);
        _listeners.ForEach(listener => listener.Dispose());
        _ending.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync(_ending.Token);
                Interlocked.Increment(ref _accepted);
                _ = ServeAsync(socket);
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            // TLS is not answered, and must not wait for it either.
            var first = new byte[1];
            if (await socket.ReceiveAsync(first, SocketFlags.Peek, _ending.Token) == 0 || first[0] == TlsHandshake)
            {
                socket.Dispose();
                return;
            }

            await using var stream = new NetworkStream(socket, ownsSocket: true);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            while (await reader.ReadLineAsync(_ending.Token) is { } requestLine)
            {
                var length = 0;
                while (await reader.ReadLineAsync(_ending.Token) is { Length: > 0 } header)
                {
                    if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                        length = int.Parse(header["Content-Length:".Length..]);
                    if (header.StartsWith("Authorization:", StringComparison.OrdinalIgnoreCase))
                        Interlocked.Increment(ref _authorizations);
                }

                if (length > 0)
                    await reader.ReadBlockAsync(new char[length].AsMemory(), _ending.Token);
                await stream.WriteAsync(AnswerTo(requestLine), _ending.Token);
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
        {
            // The client went, or the server ends.
        }
    }

    private byte[] AnswerTo(string requestLine)
    {
        var words = requestLine.Split(' ');
        var parts = words.Length > 1 ? words[1].Split('/') : [];
        var (status, header, body) = parts switch
        {
            [.., "to", var code, var hex] => ($"{code} Elsewhere", $"Location: {Text(hex)}\r\n", ""),
            [.., "json", var hex] => ("200 OK", "Content-Type: application/json\r\n", $"{{\"link\":\"{Text(hex)}\"}}"),
            _ => ("200 OK", "", "ok"),
        };
        var content = words[0] == "HEAD" ? "" : body;
        return Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{header}{MoreHeaders}\r\n{content}");
    }

    private static string Text(string hex) => Encoding.Latin1.GetString(Convert.FromHexString(hex));
}
