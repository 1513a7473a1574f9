using System.Text;

namespace Curlew.TestServers.Faults;

/// <summary>Bodies of any length: the twelve bytes <c>hello world\n</c> again and again, all from one buffer.</summary>
internal static class Filler
{
    private const string Pattern = "hello world\n";

    private static readonly byte[] Block =
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Pattern, 65_536 / Pattern.Length)));

    /// <summary>Writes that many bytes; ends early, by exception, when the client went or the server stops.</summary>
    public static async Task WriteAsync(FaultRequest request, long bytes)
    {
        if (request.Ticket.IsHead)
            return;
        for (var left = bytes; left > 0; left -= Block.Length)
        {
            // Kestrel takes and drops what is written to a client that went; without this a lost 10 GB would go on.
            request.ThrowIfOver();
            await request.Response.BodyWriter.WriteAsync(
                Block.AsMemory(0, (int)Math.Min(left, Block.Length)), request.Context.RequestAborted);
        }
    }

    /// <summary>That many bytes of the pattern at once.</summary>
    public static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count; at += Block.Length)
            Block.AsSpan(0, Math.Min(count - at, Block.Length)).CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}
