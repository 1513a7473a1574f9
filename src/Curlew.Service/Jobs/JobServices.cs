using Curlew.Service.Hosting.Settings;
using Curlew.Service.Schedules;
using Curlew.Storage.Database;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;

namespace Curlew.Service.Jobs;

/// <summary>Registers Hangfire: in memory beside SQLite, in the database beside PostgreSQL.</summary>
internal static class JobServices
{
    // How exact schedules are, against what a query each time costs the database.
    private static readonly TimeSpan PollingDatabase = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollingMemory = TimeSpan.FromSeconds(1);

    /// <summary>Registers the queue of runs and the server that works it off, and the clock of schedules with its own.</summary>
    public static IServiceCollection AddCurlewJobs(this IServiceCollection services, ServiceSettings settings)
    {
        // Where they are not registered, Hangfire's are the statics that the last service of this process has set: of two that
        // start at once, one would queue its runs with the other.
        services.AddSingleton<JobStorage>(_ => settings.Storage.Provider == DatabaseProvider.Postgres
            ? OnPostgres(settings)
            : new InMemoryStorage(new InMemoryStorageOptions { IdType = InMemoryStorageIdType.Guid }));
        services.AddSingleton<JobActivator>(provider =>
            new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire((provider, hangfire) => hangfire
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseLogProvider(new JobLogProvider(provider.GetRequiredService<ILoggerFactory>())));
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = settings.Execution.ConcurrentRuns;
            server.Queues = [RunJob.Queue];
            server.ServerName = settings.Execution.Node;
        });
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = 1;
            server.Queues = [ScheduleJob.Queue];
            server.ServerName = $"{settings.Execution.Node}-{ScheduleJob.Queue}";
            server.SchedulePollingInterval = settings.Storage.Provider == DatabaseProvider.Postgres ? PollingDatabase : PollingMemory;
        });
        services.AddSingleton<IScheduleClock, ScheduleClock>();
        services.AddTransient(provider => new ScheduleJob(provider.GetRequiredService<DueRuns>()));
        services.AddSingleton<IRunQueue, RunQueue>();
        services.AddSingleton<RunRefill>();
        services.AddTransient(provider => new RunJob(
            provider.GetRequiredService<Execution.RunExecution>(), provider.GetRequiredService<Security.Limits.KeyTurns>()));
        return services;
    }

    private static PostgreSqlStorage OnPostgres(ServiceSettings settings)
    {
        var options = new PostgreSqlStorageOptions
        {
            // A run starts when it is queued, not when the next poll comes.
            EnableLongPolling = true,
            QueuePollInterval = TimeSpan.FromSeconds(1),
            UseSlidingInvisibilityTimeout = true,
            // Locks are rows, held for moments, that whoever loses the database cannot delete: a worker would wait for them, by
            // default for ten minutes, before it carries out another run. One that is taken too soon does no harm: claims decide.
            DistributedLockTimeout = TimeSpan.FromSeconds(15),
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(settings.ConnectionString, options), options);
    }
}
