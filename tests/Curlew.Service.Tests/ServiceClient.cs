using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Curlew.Service.Tests;

/// <summary>A user of the service's API.</summary>
public sealed class ServiceClient(HttpClient http) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Sends a request.</summary>
    public Task<HttpResponseMessage> SendAsync(
        string method, string address, HttpContent? content = null, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = content };
        change?.Invoke(request);
        return http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>GETs an answer whose body is still to be read.</summary>
    public Task<HttpResponseMessage> StreamAsync(string address, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        change?.Invoke(request);
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>POSTs a definition's text.</summary>
    public Task<HttpResponseMessage> PostAsync(string definition, string type = "application/json") =>
        SendAsync("POST", "/api/v1/runs", new StringContent(definition, Encoding.UTF8, type));

    /// <summary>Queues a run; answers the run.</summary>
    public async Task<JsonNode> QueueAsync(string definition)
    {
        using var answer = await PostAsync(definition);
        answer.StatusCode.Should().Be(HttpStatusCode.Accepted, await answer.TextAsync());
        return await answer.JsonAsync();
    }

    /// <summary>GETs JSON that must be there.</summary>
    public async Task<JsonNode> GetAsync(string address)
    {
        using var answer = await SendAsync("GET", address);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.TextAsync());
        return await answer.JsonAsync();
    }

    /// <summary>GETs a run until its status is one of these.</summary>
    public async Task<JsonNode> WhenAsync(JsonNode run, params string[] statuses)
    {
        using var poll = new PeriodicTimer(PollEvery);
        var clock = Stopwatch.StartNew();
        do
        {
            var current = await GetAsync((string)run["links"]!["self"]!);
            if (statuses.Contains((string)current["status"]!))
                return current;
            clock.Elapsed.Should().BeLessThan(Deadline, $"the run was to be {string.Join(" or ", statuses)}, but is {current}");
        }
        while (await poll.WaitForNextTickAsync());

        throw new UnreachableException();
    }

    /// <summary>GETs a run until it has ended.</summary>
    public Task<JsonNode> WhenEndedAsync(JsonNode run) => WhenAsync(run, "completed", "stopped", "failed", "interrupted");

    /// <summary>Queues a run and waits for its end.</summary>
    public async Task<JsonNode> RunAsync(string definition) => await WhenEndedAsync(await QueueAsync(definition));

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
