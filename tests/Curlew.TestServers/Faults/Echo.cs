using System.Text;
using System.Text.Json;

namespace Curlew.TestServers.Faults;

/// <summary>Shows a client what it sent.</summary>
internal static class Echo
{
    public static async Task AnswerAsync(FaultRequest request)
    {
        var body = await RequestBody.KeepAsync(request);
        var incoming = request.Context.Request;
        var answer = new EchoAnswer(
            incoming.Method,
            incoming.Path.Value!,
            incoming.QueryString.Value ?? "",
            incoming.Protocol,
            incoming.Headers.ToDictionary(header => header.Key, header => header.Value.OfType<string>().ToArray()),
            body.LongLength,
            Convert.ToBase64String(body),
            Encoding.UTF8.GetString(body));
        request.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(
            request.Response.Body, answer, EchoJson.Default.EchoAnswer, request.Context.RequestAborted);
    }
}
