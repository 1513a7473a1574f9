using System.Net;
using Curlew.Service.Notifications.Delivery;
using Curlew.Service.Security.Secrets;
using Curlew.Service.Security.Targets;
using Curlew.Storage.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Curlew.Service.Tests.Notifications;

/// <summary>Sends the deliveries of a service that does not send them itself, when the test says so and by the test's clock.</summary>
internal sealed class OwnDeliveries : IDisposable
{
    private readonly WebhookConnections _connections;
    private readonly WebhookSender _sender;
    private readonly WebhookDeliveries _deliveries;

    public OwnDeliveries(IServiceProvider services, TimeProvider time, HostNames? names = null)
    {
        _connections = new WebhookConnections(services.GetRequiredService<ITargets>(), names ?? new HostNames());
        _sender = new WebhookSender(_connections, services.GetRequiredService<TextVault>(), time);
        _deliveries = new WebhookDeliveries(
            services.GetRequiredService<WebhookStore>(), services.GetRequiredService<WebhookDeliveryStore>(), _sender, time,
            NullLogger<WebhookDeliveries>.Instance);
    }

    /// <summary>Takes the service's own away.</summary>
    public static void Remove(IServiceCollection services) => services.Remove(services.Single(service =>
        service.ServiceType == typeof(IHostedService) && service.ImplementationFactory is Func<IServiceProvider, WebhookDeliveries>));

    /// <summary>Starts to send what is due.</summary>
    public Task<IReadOnlyList<Task>> StartAsync() => _deliveries.StartDueAsync(TestContext.Current.CancellationToken);

    /// <summary>Sends what is due.</summary>
    public async Task SendAsync() => await Task.WhenAll(await StartAsync());

    /// <inheritdoc/>
    public void Dispose()
    {
        _deliveries.Dispose();
        _sender.Dispose();
        _connections.Dispose();
    }
}

/// <summary>Names that lead where the test says.</summary>
internal sealed class NamesOfTheTest(string address) : HostNames
{
    public override Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancelled) =>
        Task.FromResult<IReadOnlyList<IPAddress>>([IPAddress.Parse(address)]);
}
