using Curlew.Storage.Access;
using Curlew.Storage.Audit;
using Curlew.Storage.Comparisons;
using Curlew.Storage.Definitions;
using Curlew.Storage.Disk;
using Curlew.Storage.Idempotency;
using Curlew.Storage.Outcomes;
using Curlew.Storage.Retention;
using Curlew.Storage.Runs;
using Curlew.Storage.Schedules;
using Curlew.Storage.Targets;
using Curlew.Storage.Timelines;
using Curlew.Storage.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Curlew.Storage.Database;

/// <summary>Registers the storage.</summary>
public static class StorageServices
{
    /// <summary>
    /// Registers the stores, <see cref="DatabaseMigrator"/> and a pooled <see cref="IDbContextFactory{TContext}"/> of <see cref="CurlewContext"/>. Nothing is opened before
    /// <see cref="DatabaseMigrator.MigrateAsync"/>.
    /// </summary>
    public static IServiceCollection AddCurlewStorage(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddPooledDbContextFactory<CurlewContext>(builder => builder.UseCurlew(options));
        services.AddSingleton<DatabaseMigrator>();
        services.TryAddSingleton(DiskLimits.Default);
        services.TryAddSingleton<IFreeSpace, FreeSpace>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<DefinitionStore>();
        services.AddSingleton<IdempotencyStore>();
        services.AddSingleton<KeyLimitStore>();
        services.AddSingleton<UnsealedDefinitions>();
        services.AddSingleton<OutcomeStore>();
        services.AddSingleton<TimelineStore>();
        services.AddSingleton<TargetRuleStore>();
        services.AddSingleton<ScheduleStore>();
        services.AddSingleton<AuditStore>();
        services.AddSingleton<ComparisonStore>();
        services.AddSingleton<ExpendableRuns>();
        services.AddSingleton<OutcomeDirectory>();
        services.AddSingleton<OutcomeDisk>();
        services.AddSingleton<RetentionSweep>();
        services.AddSingleton<WebhookStore>();
        services.AddSingleton<WebhookDeliveryStore>();
        return services;
    }
}
