namespace Curlew.TestServers.Faults;

/// <summary>Bodies that end before their declared length.</summary>
internal static class BrokenBodies
{
    // Kestrel (10.0) hands a smaller part of an HTTP/2 body on when it likes and drops it when the stream breaks off.
    private const int LeastOnHttp2 = 4096;

    /// <summary>
    /// Sends a part of the declared body, then ends: with <c>how=abort</c> (the default) by a TCP reset of the whole
    /// connection; with <c>how=close</c> in order, which is a FIN on HTTP/1.1 and a reset of the stream on HTTP/2.
    /// Parts of up to 32 KB leave whole in any case: they fit a receive window, and what is still waiting for one when
    /// a connection is reset is lost.
    /// </summary>
    public static async Task CloseMidBodyAsync(FaultRequest request)
    {
        var bytes = request.Number("bytes", 8192, 0, 10_000_000);
        var declared = request.Number("declared", bytes * 2 + 1, bytes + 1, long.MaxValue);
        var how = request.Text("how") ?? "abort";
        if (how is not ("abort" or "close"))
            throw new BadFaultParameterException($"how must be abort or close, not \"{how}\".");
        await SendPartAsync(request, bytes, declared);
        if (how == "abort")
            ConnectionCloses.Abort(request);
        else if (request.IsHttp2)
            request.Ticket.StreamReset();
        else
            request.Ticket.ConnectionAborted();
        // Kestrel itself ends a response that returns short of its declared length, in order.
    }

    public static async Task SendPartAsync(FaultRequest request, long bytes, long declared)
    {
        if (request.IsHttp2 && bytes is > 0 and < LeastOnHttp2)
            throw new BadFaultParameterException($"On HTTP/2 bytes must be 0 or at least {LeastOnHttp2}, not {bytes}.");
        request.Response.ContentType = "text/plain";
        request.Response.ContentLength = declared;
        await request.Response.StartAsync(request.Context.RequestAborted);
        await Filler.WriteAsync(request, bytes);
        await request.Response.BodyWriter.FlushAsync(request.Context.RequestAborted);
    }
}
