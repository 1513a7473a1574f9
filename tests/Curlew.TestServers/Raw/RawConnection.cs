using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Curlew.TestServers.Raw;

/// <summary>One accepted connection: reads HTTP/1.1 requests as far as needed, sends bytes, counts both.</summary>
internal sealed class RawConnection(Socket socket, RawCounters counters, CancellationToken ending)
{
    private const int LongestHead = 65_536;

    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private readonly byte[] _buffer = new byte[LongestHead];
    private int _filled;

    /// <summary>Cancelled when the server ends.</summary>
    public CancellationToken Ending { get; } = ending;

    /// <summary>Reads the next request, body and all; null when the client closed. Tells whether it was HEAD.</summary>
    public async Task<bool?> ReadRequestAsync()
    {
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf(EndOfHead)) < 0)
        {
            if (_filled == LongestHead || !await FillAsync())
                return null;
        }

        var head = Encoding.Latin1.GetString(_buffer, 0, end);
        var isHead = head.StartsWith("HEAD ", StringComparison.Ordinal);
        Forget(end + EndOfHead.Length);
        counters.RequestRead(isHead);
        return await SkipAsync(BodyLength(head)) ? isHead : null;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            var now = await socket.SendAsync(bytes[sent..], Ending);
            counters.Sent(now);
            sent += now;
        }
    }

    private static long BodyLength(string head) => head
        .Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => long.Parse(line.AsSpan("Content-Length:".Length), CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private async Task<bool> SkipAsync(long bytes)
    {
        while (bytes > 0)
        {
            if (_filled == 0 && !await FillAsync())
                return false;
            var now = (int)Math.Min(bytes, _filled);
            Forget(now);
            bytes -= now;
        }

        return true;
    }

    private async Task<bool> FillAsync()
    {
        var read = await socket.ReceiveAsync(_buffer.AsMemory(_filled), Ending);
        _filled += read;
        return read > 0;
    }

    private void Forget(int bytes)
    {
        _buffer.AsSpan(bytes, _filled - bytes).CopyTo(_buffer);
        _filled -= bytes;
    }
}
