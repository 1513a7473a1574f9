using Curlew.Domain.Runs;
using Curlew.Storage.Database;
using Curlew.Storage.Tests.Runs;
using Curlew.Storage.Tests.Servers;
using Microsoft.EntityFrameworkCore;

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
        await using (var context = database.Context())
        {
            await context.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO "__EFMigrationsHistory" (migration_id, product_version)
                VALUES ('20990101000000_FromTheFuture', '99.0.0')
                """,
                Stop);
        }

        var migrate = () => database.Migrator.MigrateAsync(Stop);

        (await migrate.Should().ThrowAsync<DatabaseUnavailableException>())
            .WithMessage("*newer than this program*20990101000000_FromTheFuture*_Initial*");
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
}
