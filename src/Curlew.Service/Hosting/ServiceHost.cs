using System.Net;
using Curlew.Domain.Json;
using Curlew.Engine.Catalog;
using Curlew.Engine.Runs;
using Curlew.Service.Comparisons;
using Curlew.Service.Execution;
using Curlew.Service.Execution.Live;
using Curlew.Service.Features;
using Curlew.Service.Features.Reports;
using Curlew.Service.Features.Reports.Html;
using Curlew.Service.FollowUps;
using Curlew.Service.Hosting.Health;
using Curlew.Service.Hosting.OpenApi;
using Curlew.Service.Hosting.Settings;
using Curlew.Service.Jobs;
using Curlew.Service.Metrics;
using Curlew.Service.Notifications;
using Curlew.Service.Problems;
using Curlew.Service.Recovery;
using Curlew.Service.Regressions;
using Curlew.Service.Retention;
using Curlew.Service.Schedules;
using Curlew.Service.Security.Access;
using Curlew.Service.Security.Audit;
using Curlew.Service.Security.Http;
using Curlew.Service.Security.Limits;
using Curlew.Service.Security.Secrets;
using Curlew.Service.Security.Targets;
using Curlew.Storage.Database;

namespace Curlew.Service.Hosting;

/// <summary>Puts the service together and runs it.</summary>
public static class ServiceHost
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>Runs the service to its end; answers the process's exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = await StartAsync(args);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception) when (exception is StartException or EngineLoadException or DatabaseUnavailableException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    /// <summary>Starts the service: it listens, and carries out what waits, when this returns.</summary>
    /// <param name="args">Settings, as on the command line.</param>
    /// <param name="replace">Puts services in place of the service's own, for tests: a clock, a disk.</param>
    /// <exception cref="StartException">The settings have faults, or the addresses or the directory are taken.</exception>
    /// <exception cref="EngineLoadException">A libcurl build does not load.</exception>
    /// <exception cref="DatabaseUnavailableException">The database cannot be used.</exception>
    public static async Task<WebApplication> StartAsync(string[] args, Action<IServiceCollection>? replace = null)
    {
        // Settings and page travel with the program, whatever directory it is started from.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var settings = SettingsReader.Read(builder.Configuration);
        var isListening = false;
        // What keeps the host from starting is thrown, and told without its stack trace.
        builder.Logging.AddFilter(HostCategory, level => isListening && level >= LogLevel.Information);
        if (!builder.Configuration.GetSection(ServiceSettings.KestrelEndpoints).GetChildren().Any())
            builder.WebHost.UseUrls(settings.Urls);
        AddServices(builder.Services, settings);
        builder.Services.AddCurlewMetrics(settings, builder.Configuration);
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        try
        {
            await PrepareDatabaseAsync(app, settings);
            await app.RequireKeyBeyondLoopbackAsync(settings);
            UseFeatures(app);
            var refill = app.Services.GetRequiredService<RunRefill>();
            await refill.RecoverAsync();
            await app.StartAsync();
            isListening = true;
            await app.Services.GetRequiredService<WarmUp>().RunAsync(ReachableAddressOf(app));
            refill.Refill();
            return app;
        }
        catch (Exception exception)
        {
            await app.DisposeAsync();
            if (StartFault.Of(exception, settings) is not { } fault)
                throw;
            throw new StartException(fault, exception);
        }
    }

    private static async Task PrepareDatabaseAsync(WebApplication app, ServiceSettings settings)
    {
        await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync();
        if (settings.Storage.Provider != DatabaseProvider.Sqlite)
            return;
        var directory = DirectoryLock.Take(app.Services.GetRequiredService<DatabaseOptions>().Directory);
        app.Lifetime.ApplicationStopped.Register(directory.Dispose);
    }

    /// <summary>An address such as http://0.0.0.0:5080 is one to listen on, not one to connect to.</summary>
    private static Uri ReachableAddressOf(WebApplication app)
    {
        var address = new UriBuilder(app.Urls.First());
        if (IPAddress.TryParse(address.Host, out var host) && (host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any)))
            address.Host = IPAddress.Loopback.ToString();
        return address.Uri;
    }

    private static void AddServices(IServiceCollection services, ServiceSettings settings)
    {
        var engines = EngineCatalog.Load(
            [.. settings.Engines.Select(engine => new EngineSource(engine.Key, engine.Value.Path))],
            [Environment.CurrentDirectory, AppContext.BaseDirectory]);
        services.AddSingleton(settings);
        services.AddSingleton(settings.Execution);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(engines);
        services.AddSingleton(provider =>
            new LoadEngine(engines, settings.Execution.EventLoops, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RunningRuns>();
        services.AddSingleton<RunFeeds>();
        services.AddSingleton<RunEventSource>();
        services.AddSingleton<RunErrors>();
        services.AddSingleton<RunExecution>();
        services.AddSingleton(LeaseTerms.Of(settings.Execution));
        services.AddSingleton<RunDefinitions>();
        services.AddSingleton<DatabasePatience>();
        services.AddSingleton<RunSaving>();
        services.AddSingleton<RunRecovery>();
        services.AddHostedService<RecoverySweeper>();
        services.AddSingleton<RunAcceptance>();
        services.AddSingleton<WarmUp>();
        services.AddSingleton<DiskRule>();
        services.AddSingleton(settings.Retention);
        services.AddSingleton(settings.Retention.ToDiskLimits());
        services.AddHostedService<RetentionSweeper>();
        services.AddSingleton<ReportGathering>();
        services.AddSingleton<HtmlReport>();
        services.AddCurlewStorage(new DatabaseOptions
        {
            Provider = settings.Storage.Provider,
            Directory = Path.GetFullPath(settings.Storage.Directory),
            ConnectionString = settings.ConnectionString,
        });
        services.AddCurlewJobs(settings);
        services.AddCurlewHttp(settings);
        services.AddCurlewAccess(settings);
        services.AddCurlewAudit(settings);
        services.AddCurlewTargets(settings);
        services.AddCurlewLimits(settings);
        services.AddCurlewSecrets(settings);
        services.AddCurlewFollowUps();
        services.AddCurlewRegressions(settings);
        services.AddCurlewSchedules();
        services.AddCurlewNotifications(settings);
        services.AddCurlewComparisons(settings);
        services.AddCurlewHealth();
        services.AddCurlewOpenApi();
        services.AddCurlewCompression();
        services.ConfigureHttpJsonOptions(json => CurlewJson.Apply(json.SerializerOptions));
    }

    private static void UseFeatures(WebApplication app)
    {
        app.UseCurlewHttp();
        app.UseProblems();
        app.UseResponseCompression();
        app.UseCurlewAudit();
        app.UseCurlewAccess();
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.UseCurlewOpenApi();
        app.UseJobDashboard();
        app.MapHealth();
        app.MapMetrics();
        app.MapSlices();
    }
}
