using Curlew.TestServers.Postgres;

[assembly: AssemblyFixture(typeof(Curlew.Storage.Tests.Servers.SharedPostgres))]

namespace Curlew.Storage.Tests.Servers;

/// <summary>One PostgreSQL server for all tests; each has a database of its own.</summary>
public sealed class SharedPostgres : IAsyncLifetime
{
    private PostgresServer _server = null!;

    /// <summary>A connection string for a database that does not exist yet.</summary>
    public string NewDatabase() => _server.NewDatabase();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
