using Curlew.Storage.Outcomes;
using Curlew.Storage.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Curlew.Storage.Database;

/// <summary>Registers the storage.</summary>
public static class StorageServices
{
    /// <summary>
    /// Registers <see cref="RunStore"/>, <see cref="OutcomeStore"/>, <see cref="DatabaseMigrator"/> and a pooled
    /// <see cref="IDbContextFactory{TContext}"/> of <see cref="CurlewContext"/>. Nothing is opened before
    /// <see cref="DatabaseMigrator.MigrateAsync"/>.
    /// </summary>
    public static IServiceCollection AddCurlewStorage(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddPooledDbContextFactory<CurlewContext>(builder => builder.UseCurlew(options));
        services.AddSingleton<DatabaseMigrator>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<OutcomeStore>();
        return services;
    }
}
