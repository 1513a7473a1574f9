using Curlew.Storage.Access;
using Curlew.Storage.Audit;
using Curlew.Storage.Database;
using Curlew.Storage.Definitions;
using Curlew.Storage.Idempotency;
using Curlew.Storage.Outcomes;
using Curlew.Storage.Retention;
using Curlew.Storage.Runs;
using Curlew.Storage.Schedules;
using Curlew.Storage.Targets;
using Curlew.Storage.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Curlew.Storage.Tests.Servers;

/// <summary>The storage as a service has it, on a directory and a database of a test's own.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ServiceProvider _services;

    private TestDatabase(DatabaseProvider provider, string? connectionString, string? directory)
    {
        Options = new DatabaseOptions
        {
            Provider = provider,
            Directory = directory ?? _directory["data"],
            ConnectionString = connectionString,
        };
        _services = new ServiceCollection().AddSingleton<TimeProvider>(Time).AddCurlewStorage(Options).BuildServiceProvider();
    }

    /// <summary>The clock, which the test sets.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public DatabaseOptions Options { get; }

    public RunStore Runs => _services.GetRequiredService<RunStore>();

    public ApiKeyStore Keys => _services.GetRequiredService<ApiKeyStore>();

    public DefinitionStore Definitions => _services.GetRequiredService<DefinitionStore>();

    public ScheduleStore Schedules => _services.GetRequiredService<ScheduleStore>();

    public TargetRuleStore TargetRules => _services.GetRequiredService<TargetRuleStore>();

    public AuditStore Audit => _services.GetRequiredService<AuditStore>();

    public IdempotencyStore Idempotency => _services.GetRequiredService<IdempotencyStore>();

    public UnsealedDefinitions Unsealed => _services.GetRequiredService<UnsealedDefinitions>();

    public OutcomeStore Outcomes => _services.GetRequiredService<OutcomeStore>();

    public RetentionSweep Retention => _services.GetRequiredService<RetentionSweep>();

    public ExpendableRuns Expendable => _services.GetRequiredService<ExpendableRuns>();

    public WebhookStore Webhooks => _services.GetRequiredService<WebhookStore>();

    public WebhookDeliveryStore Deliveries => _services.GetRequiredService<WebhookDeliveryStore>();

    public DatabaseMigrator Migrator => _services.GetRequiredService<DatabaseMigrator>();

    public CurlewContext Context() => _services.GetRequiredService<IDbContextFactory<CurlewContext>>().CreateDbContext();

    /// <summary>A database without tables, or none at all yet.</summary>
    public static TestDatabase New(SharedPostgres postgres, DatabaseProvider provider, string? directory = null) =>
        new(provider, provider == DatabaseProvider.Postgres ? postgres.NewDatabase() : null, directory);

    /// <summary>The same database, seen from another node that has a directory of its own.</summary>
    public static TestDatabase Beside(TestDatabase database) =>
        new(database.Options.Provider, database.Options.ConnectionString, directory: null);

    /// <summary>A database with its tables.</summary>
    public static async Task<TestDatabase> MigratedAsync(SharedPostgres postgres, DatabaseProvider provider)
    {
        var database = New(postgres, provider);
        await database.Migrator.MigrateAsync(TestContext.Current.CancellationToken);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }
}
