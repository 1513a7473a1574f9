using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Curlew.TestServers.Ports;

/// <summary>
/// Loopback ports for servers that cannot choose one themselves. They lie below the range that Linux takes the local
/// ports of outgoing connections from (32768 on), because under load any port in there may be taken at any moment.
/// </summary>
public static class FreePort
{
    private const int Lowest = 10_000;
    private const int Highest = 32_000;
    private const int Attempts = 1000;

    private static readonly ConcurrentDictionary<int, bool> GivenOut = new();

    /// <summary>
    /// A port that nobody listens on now and that this process has not been given before. Another process may still
    /// take it: a server that finds it taken is to be started again on another.
    /// </summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (IsFree(port) && GivenOut.TryAdd(port, true))
                return port;
        }

        throw new InvalidOperationException($"No free port found between {Lowest} and {Highest} on 127.0.0.1.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
