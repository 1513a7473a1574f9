using Curlew.Service.Hosting;
using Curlew.TestServers;
using Curlew.TestServers.Engines;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests;

/// <summary>The service itself, on a port and in a directory of its own, as a user would have it.</summary>
public sealed class ServiceUnderTest : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly WebApplication _service;

    private ServiceUnderTest(TemporaryDirectory directory, WebApplication service)
    {
        (_directory, _service) = (directory, service);
        Address = new Uri(service.Urls.First());
        Client = new ServiceClient(new HttpClient { BaseAddress = Address });
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>All addresses on which it listens.</summary>
    public IEnumerable<Uri> Addresses => _service.Urls.Select(address => new Uri(address));

    /// <summary>A client of its API.</summary>
    public ServiceClient Client { get; }

    /// <summary>Where it keeps its data.</summary>
    public string Directory => _directory.Location;

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _service.Services;

    /// <summary>Starts it, on the newest libcurl that there is.</summary>
    public static Task<ServiceUnderTest> StartAsync(params string[] settings) => StartAsync(_ => { }, settings);

    /// <summary>As above, with services of the test's in place of the service's own: a clock, a disk.</summary>
    public static async Task<ServiceUnderTest> StartAsync(Action<IServiceCollection> replace, params string[] settings)
    {
        var directory = new TemporaryDirectory("service");
        try
        {
            var service = await ServiceHost.StartAsync([.. SettingsFor(directory.Location), .. settings], replace);
            return new ServiceUnderTest(directory, service);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Settings for a service that keeps its data in a directory; quiet, on any free port.</summary>
    public static string[] SettingsFor(string directory) =>
    [
        "--Urls=http://127.0.0.1:0",
        $"--Storage:Directory={directory}",
        $"--Engines:default:Path={LibcurlBuilds.Newest}",
        "--Logging:LogLevel:Default=Warning",
    ];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _service.StopAsync();
        await _service.DisposeAsync();
        _directory.Dispose();
    }
}
