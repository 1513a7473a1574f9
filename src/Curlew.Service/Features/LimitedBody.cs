namespace Curlew.Service.Features;

/// <summary>Reads a request's body without trusting what it says of its length.</summary>
internal static class LimitedBody
{
    private const int FirstBytes = 16 * 1024;

    /// <summary>The body; null where it has more than <paramref name="limit"/> bytes.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancelled)
    {
        if (request.ContentLength > limit)
            return null;

        var bytes = new byte[request.ContentLength is { } length ? (int)length + 1 : FirstBytes];
        var count = 0;
        while (await request.Body.ReadAsync(bytes.AsMemory(count), cancelled) is var read and > 0)
        {
            count += read;
            if (count > limit)
                return null;
            if (count == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(2L * bytes.Length, limit + 1L));
        }

        return bytes.AsMemory(0, count);
    }
}
