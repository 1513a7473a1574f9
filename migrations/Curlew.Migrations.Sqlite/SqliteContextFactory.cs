using Curlew.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Curlew.Migrations.Sqlite;

/// <summary>
/// Gives <c>dotnet ef</c> a context of this provider:
/// <c>dotnet ef migrations add Name --project migrations/Curlew.Migrations.Sqlite</c>, and the same for PostgreSQL.
/// </summary>
public sealed class SqliteContextFactory : IDesignTimeDbContextFactory<CurlewContext>
{
    /// <inheritdoc/>
    public CurlewContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<CurlewContext>();
        builder.UseCurlew(new DatabaseOptions { Provider = DatabaseProvider.Sqlite });
        return new CurlewContext(builder.Options);
    }
}
