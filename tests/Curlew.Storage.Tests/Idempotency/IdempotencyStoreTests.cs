using Curlew.Storage.Database;
using Curlew.Storage.Idempotency;
using Curlew.Storage.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Tests.Idempotency;

public sealed class IdempotencyStoreTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task AddAsync_OneKeyManyTimesAtTheSameMoment_MakesOneDefinition(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);

        var made = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(async () =>
        {
            try
            {
                return await database.Definitions.AddAsync("checkout", "{}", id => RecordOf(database, "k", id), Stop);
            }
            catch (KeyTakenException)
            {
                return null;
            }
        })));

        var winner = made.Should().ContainSingle(saved => saved != null).Subject!;
        await using var context = database.Context();
        (await context.Definitions.SingleAsync(Stop)).Id.Should().Be(winner.Definition.Id);
        (await context.DefinitionRevisions.CountAsync(Stop)).Should().Be(1, "neither it nor its revision may be left over");
        (await database.Idempotency.FindAsync("", "k", database.Time.GetUtcNow(), Stop))!.ResourceId.Should().Be(winner.Definition.Id);
    }

    [Theory, EveryProvider]
    public async Task FindAsync_TooOld_FindsNothingAndIsInNobodysWay(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        await database.Definitions.AddAsync("first", "{}", id => RecordOf(database, "k", id), Stop);
        database.Time.Advance(TimeSpan.FromHours(24));

        (await database.Idempotency.FindAsync("", "k", database.Time.GetUtcNow() - TimeSpan.FromHours(24), Stop)).Should().NotBeNull();
        database.Time.Advance(TimeSpan.FromSeconds(1));
        (await database.Idempotency.FindAsync("", "k", database.Time.GetUtcNow() - TimeSpan.FromHours(24), Stop)).Should().BeNull();

        await database.Definitions.AddAsync("second", "{}", id => RecordOf(database, "k", id), Stop);
    }

    [Theory, EveryProvider]
    public async Task DeleteBeforeAsync_OldAndNew_DeletesTheOld(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        await database.Definitions.AddAsync("old", "{}", id => RecordOf(database, "old", id), Stop);
        database.Time.Advance(TimeSpan.FromHours(2));
        await database.Definitions.AddAsync("new", "{}", id => RecordOf(database, "new", id), Stop);

        (await database.Idempotency.DeleteBeforeAsync(database.Time.GetUtcNow() - TimeSpan.FromHours(1), Stop)).Should().Be(1);

        await using var context = database.Context();
        (await context.IdempotencyKeys.SingleAsync(Stop)).Key.Should().Be("new");
    }

    private static IdempotencyRecord RecordOf(TestDatabase database, string key, Guid made) => new()
    {
        Sender = "",
        Key = key,
        Operation = "createDefinition",
        Fingerprint = new byte[32],
        ResourceId = made,
        CreatedAt = database.Time.GetUtcNow(),
    };
}
