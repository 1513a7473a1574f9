using System.Text.Json;

namespace Curlew.TestServers.Faults;

/// <summary>Cookies, set and shown; every cookie that arrives on any path is counted besides.</summary>
internal static class Cookies
{
    public static Task AnswerAsync(FaultRequest request) => request.Segment(1) switch
    {
        "set" => SetAsync(request),
        "echo" => EchoAsync(request),
        _ => Answers.NotFoundAsync(request),
    };

    private static Task SetAsync(FaultRequest request)
    {
        var name = request.Text("name") ?? throw new BadFaultParameterException("name is missing.");
        request.Response.Cookies.Append(name, request.Text("value") ?? "");
        return Answers.OkAsync(request);
    }

    private static Task EchoAsync(FaultRequest request)
    {
        var arrived = request.Context.Request.Cookies.ToDictionary();
        request.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(
            request.Response.Body, arrived, EchoJson.Default.DictionaryStringString, request.Context.RequestAborted);
    }
}
