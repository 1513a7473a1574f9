using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Curlew.Soak.Processes;

/// <summary>A user of the API of a service that may be killed at any moment.</summary>
public sealed class CurlewClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Queues a run; its id once it was answered 202, null where the service refused for now (429).</summary>
    public async Task<string?> QueueAsync(string definition, CancellationToken cancelled)
    {
        using var content = new StringContent(definition, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri("/api/v1/runs", UriKind.Relative), content, cancelled);
        if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            return null;
        var text = await answer.Content.ReadAsStringAsync(cancelled);
        if (answer.StatusCode != HttpStatusCode.Accepted)
            throw new InvalidOperationException($"A run was answered {(int)answer.StatusCode}: {text}");
        return (string)JsonNode.Parse(text)!["id"]!;
    }

    /// <summary>Saves a definition; answers its id.</summary>
    public async Task<string> SaveDefinitionAsync(string definition, CancellationToken cancelled)
    {
        using var content = new StringContent(definition, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri("/api/v1/definitions", UriKind.Relative), content, cancelled);
        answer.EnsureSuccessStatusCode();
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancelled))!["id"]!;
    }

    /// <summary>Asks a run to stop.</summary>
    public async Task StopAsync(string run, CancellationToken cancelled)
    {
        using var answer = await _http.PostAsync(new Uri($"/api/v1/runs/{run}/stop", UriKind.Relative), null, cancelled);
    }

    /// <summary>A run, or its summary; null where there is none.</summary>
    public async Task<JsonNode?> FindAsync(string run, string part, CancellationToken cancelled) =>
        await TextAsync($"/api/v1/runs/{run}{part}", cancelled) is { } text ? JsonNode.Parse(text) : null;

    /// <summary>How many outcomes of a run can be read; null where none can.</summary>
    public async Task<int?> CountOutcomesAsync(string run, CancellationToken cancelled) =>
        await TextAsync($"/api/v1/runs/{run}/outcomes?format=ndjson", cancelled) is { } text ? text.Count(letter => letter == '\n') : null;

    /// <summary>A text; null where it is not there.</summary>
    public async Task<string?> TextAsync(string path, CancellationToken cancelled)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), cancelled);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(cancelled) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
