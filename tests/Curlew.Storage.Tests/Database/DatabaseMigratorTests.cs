using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Storage.Database;
using Curlew.Storage.Runs;
using Curlew.Storage.Tests.Runs;
using Curlew.Storage.Tests.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Curlew.Storage.Tests.Database;

public class DatabaseMigratorTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task MigrateAsync_NoDatabaseYet_MakesOneThatHoldsRuns(DatabaseProvider provider)
    {
        await using var database = TestDatabase.New(postgres, provider);

        await database.Migrator.MigrateAsync(Stop);

        var id = await database.AddQueuedAsync();
        (await database.GetAsync(id)).Status.Should().Be(RunStatus.Queued);
    }

    [Theory, EveryProvider]
    public async Task MigrateAsync_Again_KeepsWhatIsThere(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var id = await database.AddQueuedAsync();

        await database.Migrator.MigrateAsync(Stop);

        (await database.GetAsync(id)).Name.Should().Be("checkout");
    }

    [Theory, EveryProvider]
    public async Task MigrateAsync_RunsOfTheFirstSchema_AreKeptWithoutAVerdictAndCanGetOne(DatabaseProvider provider)
    {
        await using var database = TestDatabase.New(postgres, provider);
        var (queued, completed) = await MakeFirstSchemaAsync(database);

        await database.Migrator.MigrateAsync(Stop);

        (await database.GetAsync(completed)).Should().BeEquivalentTo(new
        {
            Name = "nightly",
            Status = RunStatus.Completed,
            StopReason = "it was late",
            SummaryJson = """{"total":{}}""",
            Verdict = (Verdict?)null,
            Validity = (SelfCheckResult?)null,
            Requests = 42L,
        });
        (await database.Runs.FindHistogramsAsync(completed, Stop)).Should().ContainSingle();
        var fence = await database.Runs.TryClaimAsync(queued, "node-1", RunBuilder.Lease, cancellationToken: Stop);
        await database.Runs.TryMoveAsync(queued, fence!.Value, RunStatus.Running, cancellationToken: Stop);
        await database.Runs.TryMoveAsync(queued, fence.Value, RunStatus.Finalizing, cancellationToken: Stop);
        await database.Runs.SaveResultAsync(
            queued, fence.Value, RunStatus.Completed, new RunResults { Verdict = Verdict.Passed }, Stop);
        var passed = await database.Runs.ListAsync(new RunFilter { Verdict = Verdict.Passed }, 10, before: null, Stop);
        passed.Items.Should().ContainSingle(run => run.Id == queued);
    }

    [Theory, EveryProvider]
    public async Task MigrateAsync_SeveralAtOnce_AllSucceed(DatabaseProvider provider)
    {
        await using var database = TestDatabase.New(postgres, provider);
        using var barrier = new Barrier(4);

        await Task.WhenAll(Enumerable.Range(0, barrier.ParticipantCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait(Stop);
                return database.Migrator.MigrateAsync(Stop);
            },
            Stop,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        await database.AddQueuedAsync();
    }

    [Theory, EveryProvider]
    public async Task MigrateAsync_DatabaseOfANewerProgram_RefusesAndNamesBoth(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        string newest;
        await using (var context = database.Context())
        {
            newest = context.Database.GetMigrations().Last();
            await context.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO "__EFMigrationsHistory" (migration_id, product_version)
                VALUES ('20990101000000_FromTheFuture', '99.0.0')
                """,
                Stop);
        }

        var migrate = () => database.Migrator.MigrateAsync(Stop);

        (await migrate.Should().ThrowAsync<DatabaseUnavailableException>())
            .WithMessage($"*newer than this program*20990101000000_FromTheFuture*'{newest}'*");
    }

    [Theory, EveryProvider]
    public async Task MigrateAsync_ModelAndMigrations_AreTheSame(DatabaseProvider provider)
    {
        await using var database = TestDatabase.New(postgres, provider);
        await using var context = database.Context();

        context.Database.HasPendingModelChanges().Should().BeFalse("dotnet ef migrations add must follow a change of the model");
    }

    [Theory, EveryProvider]
    public async Task MigrateAsync_DirectoryThatCannotBeMade_NamesItAndTheSetting(DatabaseProvider provider)
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory["file"], "", Stop);
        await using var database = TestDatabase.New(postgres, provider, Path.Combine(directory["file"], "data"));

        var migrate = () => database.Migrator.MigrateAsync(Stop);

        (await migrate.Should().ThrowAsync<DatabaseUnavailableException>())
            .WithMessage($"*'{directory["file"]}/data'*Storage:Directory*");
    }

    /// <summary>A database as the program made it that knew the first migration alone, with two runs of that time.</summary>
    private static async Task<(RunId Queued, RunId Completed)> MakeFirstSchemaAsync(TestDatabase database)
    {
        Directory.CreateDirectory(database.Options.Directory);
        var (queued, completed) = (RunId.New(database.Time), RunId.New(database.Time));
        await using var context = database.Context();
        await context.GetService<IMigrator>().MigrateAsync("Initial", Stop);
        foreach (var (id, status) in new[] { (queued, "queued"), (completed, "completed") })
        {
            await context.Database.ExecuteSqlAsync(
                $$"""
                  INSERT INTO runs (id, name, definition_json, http_version, engine, status, stop_reason, summary_json,
                    created_at, requests, failed_requests, fence)
                  VALUES ({{id.Value}}, 'nightly', '{}', 'auto', 'default', {{status}},
                    {{(id == completed ? "it was late" : null)}}, {{(id == completed ? """{"total":{}}""" : null)}}, 1, 42, 0, 0)
                  """,
                Stop);
        }

        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO run_histograms (run_id, metric, compressed) VALUES ({completed.Value}, 'responseTime', {new byte[] { 1 }})",
            Stop);
        return (queued, completed);
    }
}
