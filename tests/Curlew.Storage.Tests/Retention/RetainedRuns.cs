using Curlew.Domain.Definitions;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Runs;
using Curlew.Storage.Definitions;
using Curlew.Storage.Retention;
using Curlew.Storage.Runs;
using Curlew.Storage.Tests.Runs;
using Curlew.Storage.Tests.Servers;
using Curlew.Storage.Timelines;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Tests.Retention;

/// <summary>Runs with files of outcomes, for sweeps to come.</summary>
internal static class RetainedRuns
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Adds a run with outcomes that goes through all its statuses and ends now.</summary>
    public static async Task<RunId> AddEndedWithOutcomesAsync(this TestDatabase database, Guid? definition = null, int outcomes = 1)
    {
        var run = await database.AddStartedAsync(definition, outcomes);
        await database.EndAsync(run);
        return run;
    }

    /// <summary>Adds a run with outcomes that is being carried out.</summary>
    public static async Task<RunId> AddStartedAsync(this TestDatabase database, Guid? definition = null, int outcomes = 1)
    {
        var queued = RunBuilder.Queued(database.Time);
        var id = new RunId(queued.Id);
        await database.Runs.AddAsync(
            new RunRecord
            {
                Id = queued.Id,
                Name = queued.Name,
                DefinitionId = definition,
                DefinitionJson = queued.DefinitionJson,
                HttpVersion = queued.HttpVersion,
                Engine = queued.Engine,
                CreatedAt = queued.CreatedAt,
            },
            Stop);
        var fence = await database.Runs.TryClaimAsync(id, "node-1", RunBuilder.Lease, cancellationToken: Stop);
        await database.Runs.TryMoveAsync(id, fence!.Value, RunStatus.Running, cancellationToken: Stop);
        database.WriteOutcomes(id, outcomes);
        return id;
    }

    /// <summary>Ends a run with all that hangs on a run that has ended.</summary>
    public static async Task EndAsync(this TestDatabase database, RunId run)
    {
        var fence = (await database.GetAsync(run)).Fence;
        await database.Runs.TryMoveAsync(run, fence, RunStatus.Finalizing, cancellationToken: Stop);
        var histogram = new RunHistogramRecord { Step = null, Metric = "responseTime", Compressed = [1] };
        var results = new RunResults { SummaryJson = "{}", Histograms = [histogram] };
        await database.Runs.SaveResultAsync(run, fence, RunStatus.Completed, results, Stop);
        await using var context = database.Context();
        context.RunSeconds.Add(new RunSecondRecord
        {
            RunId = run.Value,
            Second = 0,
            Length = 1,
            VirtualUsers = 1,
            OpenConnections = 1,
            SkippedStarts = 0,
            GeneratorCpuMicros = 0,
            StoreCpuMicros = 0,
            Steps = [],
        });
        await context.SaveChangesAsync(Stop);
    }

    /// <summary>Writes a finished file of outcomes, of the moment that the test's clock shows.</summary>
    public static void WriteOutcomes(this TestDatabase database, RunId run, int count = 1)
    {
        using (var writer = database.Outcomes.Create(run, ["step"], OutcomeSettings.All))
        {
            writer.Write(new Outcome[count]);
            writer.Complete();
        }

        File.SetLastWriteTimeUtc(database.FileOf(run), database.Time.GetUtcNow().UtcDateTime);
    }

    /// <summary>Saves a definition.</summary>
    public static async Task<Guid> AddDefinitionAsync(this TestDatabase database, RunId? baseline = null)
    {
        var id = Guid.CreateVersion7(database.Time.GetUtcNow());
        await using var context = database.Context();
        context.Definitions.Add(new DefinitionRecord
        {
            Id = id,
            Name = "checkout",
            Revision = 1,
            CreatedAt = database.Time.GetUtcNow(),
            UpdatedAt = database.Time.GetUtcNow(),
            BaselineRunId = baseline?.Value,
        });
        await context.SaveChangesAsync(Stop);
        return id;
    }

    public static async Task SetBaselineAsync(this TestDatabase database, Guid definition, RunId run)
    {
        await using var context = database.Context();
        await context.Definitions.Where(saved => saved.Id == definition)
            .ExecuteUpdateAsync(set => set.SetProperty(saved => saved.BaselineRunId, run.Value), Stop);
    }

    public static Task PinAsync(this TestDatabase database, RunId run) => database.Runs.SetPinnedAsync(run, pinned: true, Stop);

    public static Task<SweepReport> SweepAsync(this TestDatabase database, RetentionRules rules) =>
        database.Retention.RunAsync(rules, Stop);

    /// <summary>The runs that the database has, oldest first.</summary>
    public static async Task<List<RunId>> AllRunsAsync(this TestDatabase database)
    {
        await using var context = database.Context();
        return await context.Runs.OrderBy(run => run.Id).Select(run => new RunId(run.Id)).ToListAsync(Stop);
    }

    /// <summary>Rows of histograms and of seconds, of all runs.</summary>
    public static async Task<(int Histograms, int Seconds)> CountPartsAsync(this TestDatabase database)
    {
        await using var context = database.Context();
        return (await context.RunHistograms.CountAsync(Stop), await context.RunSeconds.CountAsync(Stop));
    }

    /// <summary>The names in the directory of the outcomes, but the one that says whose they are.</summary>
    public static IEnumerable<string> FileNames(this TestDatabase database) =>
        new DirectoryInfo(database.Options.OutcomesDirectory).EnumerateFileSystemInfos().Select(file => file.Name).Where(name => name != "database.txt");

    public static string FileOf(this TestDatabase database, RunId run) =>
        Path.Combine(database.Options.OutcomesDirectory, $"{run}.db");
}
