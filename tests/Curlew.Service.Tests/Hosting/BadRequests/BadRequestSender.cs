using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Curlew.Service.Tests.Hosting.BadRequests;

/// <summary>Sends requests as they are, and looks at the answers.</summary>
internal sealed class BadRequestSender(Uri address) : IDisposable
{
    private const string Problem = "application/problem+json";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
    })
    {
        Timeout = Deadline,
    };

    /// <summary>Sends one; answers what came back.</summary>
    public async Task<BadAnswer> SendAsync(BadRequest bad, CancellationToken cancelled)
    {
        using var request = new HttpRequestMessage(new HttpMethod(bad.Method), AddressOf(bad.Target));
        foreach (var (name, value) in bad.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (bad.Body is { } body)
            request.Content = ContentOf(bad, body);
        request.Headers.TransferEncodingChunked = bad is { IsChunked: true, Body: not null } ? true : null;

        try
        {
            using var answer = await _http.SendAsync(request, cancelled);
            var text = await answer.Content.ReadAsStringAsync(cancelled);
            return new BadAnswer(bad, answer.StatusCode, FaultOf(bad, answer, text), IdOf(answer, text));
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return new BadAnswer(bad, null, exception.ToString(), null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private Uri AddressOf(string target) => new(
        $"{address.Scheme}://{address.Authority}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private static ByteArrayContent ContentOf(BadRequest bad, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", bad.ContentType);
        if (bad.ContentEncoding is { } encoding)
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return content;
    }

    /// <summary>What is wrong with an answer; null where nothing is.</summary>
    private static string? FaultOf(BadRequest bad, HttpResponseMessage answer, string text)
    {
        var status = (int)answer.StatusCode;
        if (status >= 500)
            return $"{status}: {text}";
        if (bad.IsForKestrel)
            return status is >= 400 ? null : $"{status} for what Kestrel should refuse";
        if (status < 400)
            return null;
        if (!answer.Headers.Contains("X-Content-Type-Options"))
            return $"{status} without the headers of every answer";
        if (bad.Method.Equals("HEAD", StringComparison.OrdinalIgnoreCase))
            return answer.Content.Headers.ContentType?.MediaType == Problem ? null : $"{status} without being a problem";
        return IsProblem(answer.Content.Headers.ContentType, text, status) ? null : $"{status} is no problem document: {text}";
    }

    private static bool IsProblem(MediaTypeHeaderValue? type, string text, int status)
    {
        if (type?.MediaType != Problem || text.Contains("   at ", StringComparison.Ordinal))
            return false;
        try
        {
            var problem = JsonNode.Parse(text)!;
            return ((string?)problem["type"])?.StartsWith("urn:curlew:problem:", StringComparison.Ordinal) == true
                && ((string?)problem["title"])?.Length > 0
                && ((string?)problem["detail"])?.Length > 0
                && (int?)problem["status"] == status;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? IdOf(HttpResponseMessage answer, string text) =>
        answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted ? (string?)JsonNode.Parse(text)!["id"] : null;
}

/// <summary>What came of a request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Status">The answer's status; null where there was no answer.</param>
/// <param name="Fault">What is wrong with the answer; null where nothing is.</param>
/// <param name="Made">The id of what was made, where something was.</param>
internal sealed record BadAnswer(BadRequest Request, HttpStatusCode? Status, string? Fault, string? Made);
