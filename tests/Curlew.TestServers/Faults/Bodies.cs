using System.IO.Compression;

namespace Curlew.TestServers.Faults;

/// <summary>Whole bodies of unusual shape: big, in chunks, compressed.</summary>
internal static class Bodies
{
    public static Task BigAsync(FaultRequest request)
    {
        var bytes = request.Number("bytes", 10_000_000, 0, 100_000_000_000);
        request.Response.ContentType = "application/octet-stream";
        request.Response.ContentLength = bytes;
        return Filler.WriteAsync(request, bytes);
    }

    public static async Task ChunkedAsync(FaultRequest request)
    {
        var chunks = request.Number("chunks", 10, 0, 1_000_000);
        var bytes = request.Number("bytes", 100, 1, 10_000_000);
        request.Response.ContentType = "text/plain";
        await request.Response.StartAsync(request.Context.RequestAborted);
        for (var sent = 0; sent < chunks; sent++)
        {
            await Filler.WriteAsync(request, bytes);
            await request.Response.BodyWriter.FlushAsync(request.Context.RequestAborted);
        }
    }

    public static async Task GzipAsync(FaultRequest request)
    {
        var bytes = (int)request.Number("bytes", 1000, 0, 10_000_000);
        var accepts = request.Context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal);
        var body = Filler.Bytes(bytes);
        request.Response.ContentType = "text/plain";
        request.Response.Headers.Vary = "Accept-Encoding";
        if (accepts || request.Flag("force"))
        {
            request.Response.Headers.ContentEncoding = "gzip";
            body = Compress(body);
        }

        request.Response.ContentLength = body.Length;
        await request.Response.Body.WriteAsync(body, request.Context.RequestAborted);
    }

    private static byte[] Compress(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(body);
        return compressed.ToArray();
    }
}
