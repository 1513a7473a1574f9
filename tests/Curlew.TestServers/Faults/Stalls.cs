namespace Curlew.TestServers.Faults;

/// <summary>Responses that never come, or never come to their end.</summary>
internal static class Stalls
{
    public static Task StallAsync(FaultRequest request) => WaitAsync(request, Timeout.InfiniteTimeSpan);

    public static async Task StallBodyAsync(FaultRequest request)
    {
        var bytes = request.Number("bytes", 100, 0, 10_000_000);
        request.Response.ContentLength = bytes + 1;
        await request.Response.StartAsync(request.Context.RequestAborted);
        await Filler.WriteAsync(request, bytes);
        await request.Response.BodyWriter.FlushAsync(request.Context.RequestAborted);
        await WaitAsync(request, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits, but no longer than the client stays and the server runs; then it throws.</summary>
    public static async Task WaitAsync(FaultRequest request, TimeSpan time)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(request.Context.RequestAborted, request.Stopping);
        await Task.Delay(time, over.Token);
    }
}
