using Microsoft.AspNetCore.Http;

namespace Curlew.TestServers.Faults;

/// <summary>Whole answers: of some size, with some status, or late.</summary>
internal static class Answers
{
    private const long MostBytes = 10_000_000;

    public static Task OkAsync(FaultRequest request)
    {
        var bytes = request.Number("bytes", 12, 0, MostBytes);
        request.Response.ContentType = "text/plain";
        request.Response.ContentLength = bytes;
        return Filler.WriteAsync(request, bytes);
    }

    public static Task StatusAsync(FaultRequest request)
    {
        var status = (int)FaultRequest.Number("the status", request.Segment(1), 200, 599);
        request.Response.StatusCode = status;
        var mayHaveBody = status is not (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent
            or StatusCodes.Status304NotModified);
        return mayHaveBody ? OkAsync(request) : Task.CompletedTask;
    }

    public static async Task SlowAsync(FaultRequest request)
    {
        await Stalls.WaitAsync(request, TimeSpan.FromMilliseconds(request.Number("ms", 100, 0, 600_000)));
        await OkAsync(request);
    }

    public static Task NotFoundAsync(FaultRequest request)
    {
        request.Response.StatusCode = StatusCodes.Status404NotFound;
        return request.WriteTextAsync("There is no such fault.");
    }
}
