using System.Data.Common;
using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Retention;
using Curlew.Storage.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Tests.Retention;

/// <summary>Files of outcomes whose run is in no database: what a crash between a run's row and its file leaves.</summary>
public sealed class OrphanTests(SharedPostgres postgres)
{
    private static readonly TimeSpan Rested = RetentionSweep.OrphanRest + TimeSpan.FromSeconds(1);

    [Theory, EveryProvider]
    public async Task RunAsync_FileOfNoRun_GoesWithAllThatLiesBesideIt(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var known = await database.AddEndedWithOutcomesAsync();
        var orphan = RunId.New(database.Time);
        database.WriteOutcomes(orphan);
        string[] logs = [$"{orphan}.db-wal", $"{orphan}.db-shm", $"{orphan}.db-journal", $"{RunId.New(database.Time)}.db-wal"];
        Array.ForEach(logs, name => Put(database, name));
        database.Time.Advance(Rested);

        var report = await database.SweepAsync(RetentionRules.KeepAll);

        report.Orphans.Should().HaveCount(2).And.Contain(orphan);
        database.FileNames().Should().Equal($"{known}.db");
    }

    [Theory, EveryProvider]
    public async Task RunAsync_CrashBetweenRowAndFile_TakesTheFileTheNextTime(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var run = await database.AddEndedWithOutcomesAsync();
        await database.Expendable.DeleteAsync(run, TestContext.Current.CancellationToken);
        database.Time.Advance(Rested);

        (await database.SweepAsync(RetentionRules.KeepAll)).Orphans.Should().Equal(run);

        database.FileNames().Should().BeEmpty();
    }

    [Theory, EveryProvider]
    public async Task RunAsync_FileThatIsStillWrittenTo_IsNoOrphanYet(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var orphan = RunId.New(database.Time);
        database.WriteOutcomes(orphan);
        database.Time.Advance(Rested);
        Put(database, $"{orphan}.db-wal");

        (await database.SweepAsync(RetentionRules.KeepAll)).Orphans.Should().BeEmpty();

        database.Time.Advance(Rested);
        (await database.SweepAsync(RetentionRules.KeepAll)).Orphans.Should().Equal(orphan);
    }

    [Theory, EveryProvider]
    public async Task RunAsync_WhateverElseIsInTheDirectory_IsLeftAlone(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        using var outside = new TempDirectory();
        var id = RunId.New(database.Time).ToString();
        string[] names =
        [
            "notes.txt", $"{id}.db.bak", $"{id}.csv", $"{id}.db-wal2", $"{id.ToUpperInvariant()}.db", $"{id}", $"x{id}.db",
            $"{{{id}}}.db", $".{id}.db", "curlew.db",
        ];
        Array.ForEach(names, name => Put(database, name));
        var (linked, below) = ($"{RunId.New(database.Time)}.db", $"{RunId.New(database.Time)}.db");
        File.WriteAllText(outside["target"], "kept");
        File.CreateSymbolicLink(In(database, linked), outside["target"]);
        Directory.CreateDirectory(In(database, below));
        File.WriteAllText(In(database, Path.Combine(below, $"{id}.db")), "kept");
        Put(database, Path.Combine("..", $"{id}.db"));
        database.Time.Advance(TimeSpan.FromDays(300));

        var report = await database.SweepAsync(new RetentionRules { MaxBytes = 0 });

        report.Orphans.Should().BeEmpty();
        database.FileNames().Should().BeEquivalentTo([.. names, linked, below]);
        File.Exists(outside["target"]).Should().BeTrue();
        File.Exists(In(database, Path.Combine(below, $"{id}.db"))).Should().BeTrue();
        File.Exists(In(database, Path.Combine("..", $"{id}.db"))).Should().BeTrue();
    }

    [Fact]
    public async Task RunAsync_FileOfARunOfAnotherNode_IsNoOrphan()
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, DatabaseProvider.Postgres);
        await using var other = TestDatabase.Beside(database);
        var run = await other.AddStartedAsync();
        database.WriteOutcomes(run);
        database.Time.Advance(TimeSpan.FromDays(1));

        (await database.SweepAsync(RetentionRules.KeepAll)).Orphans.Should().BeEmpty();
    }

    [Fact]
    public async Task RunAsync_DirectoryOfAnotherDatabase_IsLeftAloneUntilItIsGivenUp()
    {
        await using var sqlite = await TestDatabase.MigratedAsync(postgres, DatabaseProvider.Sqlite);
        var run = await sqlite.AddEndedWithOutcomesAsync(outcomes: 1_000);
        await sqlite.SweepAsync(RetentionRules.KeepAll);
        await using var tried = TestDatabase.New(postgres, DatabaseProvider.Postgres, sqlite.Options.Directory);
        await tried.Migrator.MigrateAsync(TestContext.Current.CancellationToken);
        var own = await tried.AddEndedWithOutcomesAsync();
        tried.Time.Advance(Rested);
        var rules = new RetentionRules { MaxBytes = new FileInfo(tried.FileOf(own)).Length };

        (await tried.SweepAsync(rules)).Should().BeEquivalentTo(new SweepReport([], [], [], []), "the other's bytes do not count");
        tried.FileNames().Should().BeEquivalentTo($"{run}.db", $"{own}.db");

        File.Delete(In(tried, "database.txt"));
        (await tried.SweepAsync(rules)).Orphans.Should().Equal(run);
        tried.FileNames().Should().Equal($"{own}.db");
    }

    [Theory, EveryProvider]
    public async Task RunAsync_RowThatCannotBeDeleted_KeepsItsFile(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var run = await database.AddEndedWithOutcomesAsync();
        database.Time.Advance(TimeSpan.FromDays(2));
        var stop = TestContext.Current.CancellationToken;
        var rules = new RetentionRules { MaxAge = TimeSpan.FromDays(1) };
        await using var context = database.Context();
        await context.Database.ExecuteSqlAsync(
            provider == DatabaseProvider.Sqlite
                ? (FormattableString)$"CREATE TABLE holds (run_id TEXT REFERENCES runs (id))"
                : $"CREATE TABLE holds (run_id uuid REFERENCES runs (id))",
            stop);
        await context.Database.ExecuteSqlAsync($"INSERT INTO holds SELECT id FROM runs", stop);

        await FluentActions.Invoking(() => database.SweepAsync(rules)).Should().ThrowAsync<DbException>();

        database.FileNames().Should().Equal($"{run}.db");
        await context.Database.ExecuteSqlAsync($"DROP TABLE holds", stop);
        (await database.SweepAsync(rules)).TooOld.Should().Equal(run);
        database.FileNames().Should().BeEmpty();
    }

    [Theory, EveryProvider]
    public async Task RunAsync_DatabaseThatFails_TakesNoFileAndSucceedsTheNextTime(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var run = await database.AddEndedWithOutcomesAsync();
        database.Time.Advance(TimeSpan.FromDays(2));
        var stop = TestContext.Current.CancellationToken;
        var rules = new RetentionRules { MaxAge = TimeSpan.FromDays(1), MaxBytes = 1 };
        await using var context = database.Context();
        await context.Database.ExecuteSqlAsync($"ALTER TABLE runs RENAME TO runs_elsewhere", stop);

        await FluentActions.Invoking(() => database.SweepAsync(rules)).Should().ThrowAsync<DbException>();

        database.FileNames().Should().Equal($"{run}.db");
        await context.Database.ExecuteSqlAsync($"ALTER TABLE runs_elsewhere RENAME TO runs", stop);
        (await database.SweepAsync(rules)).TooOld.Should().Equal(run);
        database.FileNames().Should().BeEmpty();
    }

    [Theory, EveryProvider]
    public async Task RunAsync_DirectoryThatIsGone_StillDeletesRunsAndThenFails(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        await database.AddEndedWithOutcomesAsync();
        database.Time.Advance(TimeSpan.FromDays(2));
        Directory.Delete(database.Options.OutcomesDirectory, recursive: true);

        var sweep = () => database.SweepAsync(new RetentionRules { MaxAge = TimeSpan.FromDays(1) });

        await sweep.Should().ThrowAsync<DirectoryNotFoundException>();
        (await database.AllRunsAsync()).Should().BeEmpty();
    }

    private static string In(TestDatabase database, string name) => Path.Combine(database.Options.OutcomesDirectory, name);

    private static void Put(TestDatabase database, string name)
    {
        File.WriteAllText(In(database, name), "kept");
        File.SetLastWriteTimeUtc(In(database, name), database.Time.GetUtcNow().UtcDateTime);
    }
}
