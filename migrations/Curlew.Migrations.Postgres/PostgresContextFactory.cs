using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Curlew.Migrations.Postgres;

/// <summary>
/// Gives <c>dotnet ef</c> a context of this provider:
/// <c>dotnet ef migrations add Name --project migrations/Curlew.Migrations.Postgres</c>, and the same for SQLite.
/// </summary>
public sealed class PostgresContextFactory : IDesignTimeDbContextFactory<CurlewContext>
{
    // Writing a migration needs the provider, not a server.
    private const string NoServer = "Host=localhost;Database=curlew";

    /// <inheritdoc/>
    public CurlewContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<CurlewContext>();
        builder.UseCurlew(new DatabaseOptions { Provider = DatabaseProvider.Postgres, ConnectionString = NoServer });
        return new CurlewContext(builder.Options);
    }
}
