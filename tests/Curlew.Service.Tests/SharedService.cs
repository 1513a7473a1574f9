[assembly: AssemblyFixture(typeof(Curlew.Service.Tests.SharedService))]

namespace Curlew.Service.Tests;

/// <summary>One service for all tests that do not mind what others do with it.</summary>
public sealed class SharedService : IAsyncLifetime
{
    private ServiceUnderTest _service = null!;

    /// <summary>Where it listens.</summary>
    public Uri Address => _service.Address;

    /// <summary>A client of its API.</summary>
    public ServiceClient Client => _service.Client;

    /// <summary>Its services.</summary>
    public IServiceProvider Services => _service.Services;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _service = await ServiceUnderTest.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _service.DisposeAsync();
}
