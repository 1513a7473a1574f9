[assembly: AssemblyFixture(typeof(Curlew.Service.Tests.Security.Access.SharedKeyedService))]

namespace Curlew.Service.Tests.Security.Access;

/// <summary>One service with keys for all tests that neither revoke those of the roles nor fail to sign in often.</summary>
public sealed class SharedKeyedService : IAsyncLifetime
{
    /// <summary>The service.</summary>
    public KeyedService Service { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Service = await KeyedService.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
