using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Curlew.TestServers.Raw;

/// <summary>A TCP server that treats HTTP badly, each as its <see cref="RawBehaviour"/> says, and counts.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly RawServerOptions _options;
    private readonly RawCounters _counters = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<long, Task> _serving = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Task _accepting;

    private RawServer(RawServerOptions options)
    {
        _options = options;
        // Accepted sockets inherit it: what a client can send to one that never reads is small.
        if (options.Behaviour == RawBehaviour.NeverRead)
            _listener.ReceiveBufferSize = 4096;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(4096);
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens, in cleartext.</summary>
    public Uri Address { get; }

    /// <summary>Starts a server on a free loopback port.</summary>
    public static RawServer Start(RawBehaviour behaviour) => Start(new RawServerOptions { Behaviour = behaviour });

    /// <summary>Starts a server on a free loopback port.</summary>
    public static RawServer Start(RawServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RawServer(options);
    }

    /// <summary>What was counted so far.</summary>
    public RawTruth Snapshot() => _counters.Snapshot();

    /// <summary>Waits until what was counted satisfies the condition, ten seconds unless told, and returns it.</summary>
    /// <exception cref="TimeoutException">The condition did not become true in time; says what was counted.</exception>
    public Task<RawTruth> WhenAsync(Func<RawTruth, bool> condition, TimeSpan? deadline = null) =>
        _counters.WhenAsync(condition, deadline);

    /// <summary>Closes the port and all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _accepting;
        await Task.WhenAll(_serving.Values);
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_ending.Token);
                var number = _counters.ConnectionAccepted();
                _serving[number] = ServeAsync(socket, number);
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private async Task ServeAsync(Socket socket, long number)
    {
        // Accepting goes on while this connection is served, even if it never has to wait.
        await Task.Yield();
        try
        {
            using (socket)
            {
                socket.NoDelay = true;
                await ServeAsync(new RawConnection(socket, _counters, _ending.Token), number <= _options.SpareConnections);
            }
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            // The client went, or the server ends: both are what these behaviours are there for.
        }
        finally
        {
            _counters.ConnectionClosed();
        }
    }

    private async Task ServeAsync(RawConnection connection, bool spared)
    {
        if (!spared && _options.Behaviour == RawBehaviour.CloseAtOnce)
            return;
        if (!spared && _options.Behaviour == RawBehaviour.NeverRead)
            await Task.Delay(Timeout.InfiniteTimeSpan, connection.Ending);
        while (await connection.ReadRequestAsync() is { } isHead)
        {
            if (spared || (isHead && _options.SpareHead))
                await RawAnswers.RightAsync(connection, isHead);
            else if (!await MistreatAsync(connection, isHead))
                return;
        }
    }

    /// <summary>False when the connection is to be closed.</summary>
    private async Task<bool> MistreatAsync(RawConnection connection, bool isHead)
    {
        switch (_options.Behaviour)
        {
            case RawBehaviour.Garbage:
                await RawAnswers.GarbageAsync(connection);
                return false;
            case RawBehaviour.EndlessHeaderLine:
                await RawAnswers.EndlessLineAsync(connection);
                return false;
            case RawBehaviour.EndlessHeaders:
                await RawAnswers.EndlessHeadersAsync(connection);
                return false;
            case RawBehaviour.ByteByByte:
                await RawAnswers.ByteByByteAsync(connection, isHead, _options.Pace);
                return true;
            default:
                throw new InvalidOperationException($"{_options.Behaviour} reads no requests.");
        }
    }
}
