using Microsoft.AspNetCore.Http;

namespace Curlew.TestServers.Faults;

/// <summary>Answers that send the client elsewhere.</summary>
internal static class Redirects
{
    public static Task RedirectAsync(FaultRequest request)
    {
        var to = request.Text("to") ?? "/ok";
        var times = request.Number("times", 1, 1, 1000);
        var status = Status(request);
        return SendAsync(
            request,
            status,
            times == 1
                ? to
                : $"{request.Context.Request.Path}?to={Uri.EscapeDataString(to)}&times={times - 1}&status={status}");
    }

    public static Task LoopAsync(FaultRequest request) => SendAsync(
        request, Status(request), $"{request.Context.Request.Path}{request.Context.Request.QueryString}");

    private static int Status(FaultRequest request) =>
        (int)request.Number("status", StatusCodes.Status302Found, 300, 399);

    private static Task SendAsync(FaultRequest request, int status, string to)
    {
        request.Response.StatusCode = status;
        request.Response.Headers.Location = to;
        request.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
