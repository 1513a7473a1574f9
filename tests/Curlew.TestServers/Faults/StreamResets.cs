using Microsoft.AspNetCore.Http.Features;

namespace Curlew.TestServers.Faults;

/// <summary>Resets of single HTTP/2 streams: what a client reports as stream error (CURLcode 92).</summary>
internal static class StreamResets
{
    private const long InternalError = 2;

    public static async Task ResetAsync(FaultRequest request)
    {
        var code = request.Number("code", InternalError, 0, uint.MaxValue);
        var bytes = request.Number("bytes", 0, 0, 10_000_000);
        if (bytes > 0)
            await BrokenBodies.SendPartAsync(request, bytes, declared: bytes + 1);
        if (request.IsHttp2)
        {
            request.Ticket.StreamReset();
            request.Context.Features.GetRequiredFeature<IHttpResetFeature>().Reset((int)code);
        }
        else
        {
            ConnectionCloses.Abort(request);
        }
    }
}
