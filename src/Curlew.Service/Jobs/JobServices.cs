using Curlew.Service.Hosting.Settings;
using Curlew.Storage.Database;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;

namespace Curlew.Service.Jobs;

/// <summary>Registers Hangfire: in memory beside SQLite, in the database beside PostgreSQL.</summary>
internal static class JobServices
{
    /// <summary>Registers the queue of runs and the server that works it off.</summary>
    public static IServiceCollection AddCurlewJobs(this IServiceCollection services, ServiceSettings settings)
    {
        services.AddHangfire(hangfire =>
        {
            hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            if (settings.Storage.Provider == DatabaseProvider.Postgres)
                hangfire.UsePostgreSqlStorage(server => server.UseNpgsqlConnection(settings.ConnectionString), PostgresOptions());
            else
                hangfire.UseInMemoryStorage(new InMemoryStorageOptions { IdType = InMemoryStorageIdType.Guid });
        });
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = settings.Execution.ConcurrentRuns;
            server.Queues = [RunJob.Queue];
            server.ServerName = settings.Execution.Node;
        });
        services.AddSingleton<IRunQueue, RunQueue>();
        services.AddSingleton<RunRefill>();
        services.AddTransient(provider => new RunJob(provider.GetRequiredService<Execution.RunExecution>()));
        return services;
    }

    /// <summary>Long polling: a run starts when it is queued, not when the next poll comes.</summary>
    private static PostgreSqlStorageOptions PostgresOptions() => new()
    {
        EnableLongPolling = true,
        QueuePollInterval = TimeSpan.FromSeconds(1),
        UseSlidingInvisibilityTimeout = true,
    };
}
