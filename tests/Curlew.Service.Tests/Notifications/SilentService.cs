using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Features.Targets;

namespace Curlew.Service.Tests.Notifications;

/// <summary>A service that sends no messages by itself, and where nothing is allowed but what a test allows.</summary>
public sealed class SilentService : IAsyncLifetime
{
    internal ServiceUnderTest Service { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Service = await ServiceUnderTest.StartAsync(OwnDeliveries.Remove, "--Targets:Allow=");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Service.DisposeAsync();

    /// <summary>Deletes the webhooks and rules of a test.</summary>
    public async Task ForgetAsync()
    {
        foreach (var address in (string[])[WebhooksClient.Address, TargetsClient.Address])
        {
            foreach (var item in (await Service.Client.GetAsync(address))["items"]!.AsArray())
                (await Service.Client.SendBareAsync("DELETE", item!.Self())).Dispose();
        }
    }
}
