using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Hosting.BadRequests;

namespace Curlew.Service.Tests.Features.Comparisons;

/// <summary>A service with narrow limits that accepts what it is asked for and carries none of it out.</summary>
public sealed class HeldService : IAsyncLifetime
{
    private readonly HeldQueue _queue = new();
    private ServiceUnderTest _service = null!;

    /// <summary>A client of its API.</summary>
    public ServiceClient Client => _service.Client;

    /// <summary>Its data.</summary>
    public string Directory => _service.Directory;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _service = await ServiceUnderTest.StartAsync(
            _queue.Replace, "--Limits:ComparisonSeconds=600", "--Limits:RatePerSecond=1000", "--Limits:QueuedRuns=3");
        _queue.IsHeld = true;
    }

    /// <summary>Stops and deletes all that there is.</summary>
    public async Task ClearAsync()
    {
        (await Client.SendAsync("POST", "/api/v1/stop-all")).EnsureSuccessStatusCode();
        foreach (var resource in (string[])["comparisons", "runs"])
        {
            foreach (var item in (await Client.GetAsync($"/api/v1/{resource}"))["items"]!.AsArray())
                (await Client.SendAsync("DELETE", item!.Self())).EnsureSuccessStatusCode();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _service.DisposeAsync();
}
