using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Curlew.TestServers.Faults;

/// <summary>Reads request bodies and counts their bytes as they come.</summary>
internal static class RequestBody
{
    /// <summary>Reads the body to its end and forgets it.</summary>
    public static Task DrainAsync(FaultRequest request) => ReadAsync(request, static _ => { });

    /// <summary>Reads the body to its end and keeps it.</summary>
    public static async Task<byte[]> KeepAsync(FaultRequest request)
    {
        var kept = new ArrayBufferWriter<byte>();
        await ReadAsync(request, part => kept.Write(part));
        return kept.WrittenSpan.ToArray();
    }

    private static async Task ReadAsync(FaultRequest request, Action<ReadOnlySpan<byte>> take)
    {
        if (request.Context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            return;
        var reader = request.Context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.Context.RequestAborted);
            foreach (var part in read.Buffer)
                take(part.Span);
            if (!read.Buffer.IsEmpty)
                request.Ticket.BodyReceived(read.Buffer.Length);
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }
}
