namespace Curlew.Service.Features;

/// <summary>Reads a request's body without trusting what it says of its length.</summary>
internal static class LimitedBody
{
    private const int FirstBytes = 16 * 1024;

    /// <summary>The body; null where it has more than <paramref name="limit"/> bytes.</summary>
    /// <exception cref="BadHttpRequestException">It does not arrive as it should.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancelled)
    {
        try
        {
            return await ReadWholeAsync(request, limit, cancelled);
        }
        catch (IOException fault) when (fault is not BadHttpRequestException)
        {
            // Kestrel's own word for a chunk whose size is beyond all numbers (.NET 10): it is the client's fault all the same.
            throw new BadHttpRequestException($"The body cannot be read. {fault.Message}", fault);
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadWholeAsync(HttpRequest request, int limit, CancellationToken cancelled)
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
