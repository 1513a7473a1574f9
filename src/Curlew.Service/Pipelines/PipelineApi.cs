using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Service.Idempotency;
using Curlew.Service.Security.Access.Authentication;

namespace Curlew.Service.Pipelines;

/// <summary>
/// The API of a service that may be away for a moment, being restarted for one: what is asked for is asked for again, and a run, which
/// goes by its <c>Idempotency-Key</c>, is queued once all the same.
/// </summary>
internal sealed class PipelineApi : IDisposable
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestAtFirst = TimeSpan.FromSeconds(10);
    private static readonly string[] LastStatuses = ["completed", "stopped", "failed", "interrupted"];

    private static readonly HttpStatusCode[] OfAnOutage =
        [HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout];

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private bool _hasAnswered;

    public PipelineApi(Uri url, string? key, TimeProvider time)
    {
        _time = time;
        _http = new HttpClient { BaseAddress = new Uri($"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/api/v1/") };
        if (!string.IsNullOrEmpty(key))
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(SentKey.Scheme, key);
    }

    /// <summary>The whole address of what is at this path.</summary>
    public Uri AddressOf(string path) => new(_http.BaseAddress!, path);

    /// <summary>Asks for a run; answers its id.</summary>
    public async Task<string> QueueAsync(string body, CancellationToken end)
    {
        var key = Guid.NewGuid().ToString("D");
        var answer = await AskAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "runs") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                request.Headers.Add(IdempotentRequest.Header, key);
                return request;
            },
            end);
        return (string)JsonNode.Parse(answer)!["id"]!;
    }

    /// <summary>The run as it ended.</summary>
    public async Task<JsonNode> WhenEndedAsync(string run, CancellationToken end)
    {
        while (true)
        {
            var current = JsonNode.Parse(await ReadAsync($"runs/{run}", end))!;
            if (LastStatuses.Contains((string)current["status"]!))
                return current;
            await Task.Delay(PollEvery, _time, end);
        }
    }

    /// <summary>What is at a path.</summary>
    /// <exception cref="PipelineException">The service refuses it, or is away for too long.</exception>
    public Task<byte[]> ReadAsync(string path, CancellationToken end) => AskAsync(() => new HttpRequestMessage(HttpMethod.Get, path), end);

    /// <summary>JSON that is at a path; null where there is nothing of the kind (409).</summary>
    public async Task<JsonNode?> FindAsync(string path, CancellationToken end)
    {
        using var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), end);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync(end)) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<byte[]> AskAsync(Func<HttpRequestMessage> request, CancellationToken end)
    {
        using var answer = await SendAsync(request, end);
        var body = await answer.Content.ReadAsByteArrayAsync(end);
        return answer.IsSuccessStatusCode ? body : throw new PipelineException(PipelineExit.Refused, TextOf(answer.StatusCode, body));
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> ask, CancellationToken end)
    {
        var began = _time.GetTimestamp();
        while (true)
        {
            string outage;
            try
            {
                using var request = ask();
                var answer = await _http.SendAsync(request, end);
                if (!OfAnOutage.Contains(answer.StatusCode))
                {
                    _hasAnswered = true;
                    return answer;
                }

                outage = TextOf(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(end));
                answer.Dispose();
            }
            catch (HttpRequestException exception)
            {
                outage = exception.Message;
            }
            catch (TaskCanceledException exception) when (!end.IsCancellationRequested)
            {
                outage = exception.Message;
            }

            if (_time.GetElapsedTime(began) > (_hasAnswered ? LongestOutage : LongestAtFirst))
            {
                throw new PipelineException(
                    _hasAnswered ? PipelineExit.NotCarriedOut : PipelineExit.Refused, $"{_http.BaseAddress} does not answer: {outage}");
            }

            await Task.Delay(PollEvery, _time, end);
        }
    }

    /// <summary>A problem (RFC 9457) with all its faults, or whatever was answered in its place.</summary>
    private static string TextOf(HttpStatusCode status, byte[] body)
    {
        try
        {
            var problem = JsonNode.Parse(body)!.AsObject();
            var faults = (problem["errors"] as JsonObject ?? []).SelectMany(
                field => field.Value!.AsArray().Select(message => $"\n  {field.Key}: {message}"));
            return $"{(int)status} {problem["title"]}: {problem["detail"]}{string.Concat(faults)}";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return $"{(int)status}: the service answered with something else than JSON.";
        }
    }
}
