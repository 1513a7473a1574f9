using Curlew.Domain.Definitions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Storage.Runs;
using Curlew.Storage.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Tests.Runs;

/// <summary>Runs for tests, in any status.</summary>
internal static class RunBuilder
{
    /// <summary>For how long a claim lasts.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(15);

    public static RunRecord Queued(TimeProvider time, HttpVersionChoice version = HttpVersionChoice.Auto) => new()
    {
        Id = RunId.New(time).Value,
        Name = "checkout",
        DefinitionJson = """{"name":"checkout"}""",
        HttpVersion = version.ToWord(),
        Engine = DefinitionLimits.DefaultEngine,
        CreatedAt = time.GetUtcNow(),
    };

    /// <summary>Adds a queued run.</summary>
    public static async Task<RunId> AddQueuedAsync(this TestDatabase database, HttpVersionChoice version = HttpVersionChoice.Auto)
    {
        var run = Queued(database.Time, version);
        await database.Runs.AddAsync(run, TestContext.Current.CancellationToken);
        return new RunId(run.Id);
    }

    /// <summary>Adds a run and writes a status past the store, whether or not a run could come to it.</summary>
    public static async Task<RunId> AddAsync(this TestDatabase database, RunStatus status, string? owner = "node-1")
    {
        var id = await database.AddQueuedAsync();
        await database.ForceAsync(id, status, owner);
        return id;
    }

    /// <summary>Adds a run and has the store save its results.</summary>
    public static async Task<RunId> AddEndedAsync(
        this TestDatabase database, Verdict verdict, SelfCheckResult validity, RunStatus status = RunStatus.Completed)
    {
        var id = await database.AddAsync(RunStatus.Finalizing);
        await database.Runs.SaveResultAsync(
            id, 0, status, new RunResults { Verdict = verdict, Validity = validity }, TestContext.Current.CancellationToken);
        return id;
    }

    public static async Task ForceAsync(this TestDatabase database, RunId id, RunStatus status, string? owner = "node-1")
    {
        await using var context = database.Context();
        await context.Runs.Where(run => run.Id == id.Value).ExecuteUpdateAsync(
            set => set.SetProperty(run => run.Status, status).SetProperty(run => run.Owner, owner),
            TestContext.Current.CancellationToken);
    }

    public static async Task<RunRecord> GetAsync(this TestDatabase database, RunId id) =>
        await database.Runs.FindAsync(id, TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException($"No run {id}.");
}
