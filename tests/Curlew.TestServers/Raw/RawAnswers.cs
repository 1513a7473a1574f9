using System.Text;

namespace Curlew.TestServers.Raw;

/// <summary>What is sent for each <see cref="RawBehaviour"/>.</summary>
internal static class RawAnswers
{
    private static readonly byte[] Head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\n"u8.ToArray();
    private static readonly byte[] Whole = [.. Head, .. "hello world\n"u8];
    private static readonly byte[] Begun = "HTTP/1.1 200 OK\r\n"u8.ToArray();
    private static readonly byte[] Line = Encoding.ASCII.GetBytes(new string('a', 16_384));
    private static readonly byte[] Lines = Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Range(0, 512).Select(number => $"X-Endless-{number}: {number}\r\n")));

    // The same in every run; it has line ends, so that a client that looks for its first line finds one.
    private static readonly byte[] Garbage =
        [.. Enumerable.Range(0, 4096).Select(at => at % 64 == 63 ? (byte)'\n' : (byte)(at * 31 + 7 | 0x80))];

    /// <summary>Answers as one should; a whole answer but for HEAD.</summary>
    public static Task RightAsync(RawConnection connection, bool isHead) => connection.SendAsync(isHead ? Head : Whole);

    public static Task GarbageAsync(RawConnection connection) => connection.SendAsync(Garbage);

    public static async Task EndlessLineAsync(RawConnection connection)
    {
        await connection.SendAsync(Begun);
        await connection.SendAsync("X-Endless: "u8.ToArray());
        await SendForEverAsync(connection, Line);
    }

    public static async Task EndlessHeadersAsync(RawConnection connection)
    {
        await connection.SendAsync(Begun);
        await SendForEverAsync(connection, Lines);
    }

    public static async Task ByteByByteAsync(RawConnection connection, bool isHead, TimeSpan pace)
    {
        var answer = isHead ? Head : Whole;
        for (var at = 0; at < answer.Length; at++)
        {
            await Task.Delay(pace, connection.Ending);
            await connection.SendAsync(answer.AsMemory(at, 1));
        }
    }

    /// <summary>Ends by exception, when the client goes or the server ends.</summary>
    private static async Task SendForEverAsync(RawConnection connection, byte[] bytes)
    {
        while (true)
            await connection.SendAsync(bytes);
    }
}
