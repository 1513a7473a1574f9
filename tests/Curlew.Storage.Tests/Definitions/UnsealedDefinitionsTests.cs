using Curlew.Storage.Database;
using Curlew.Storage.Tests.Runs;
using Curlew.Storage.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Tests.Definitions;

public sealed class UnsealedDefinitionsTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task Seal_MoreThanABatch_ChangesEachOnceAndWhatIsSealedNever(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        for (var count = 0; count < 120; count++)
            await database.AddQueuedAsync();
        var saved = await database.Definitions.AddAsync("sealed", "as it is", Stop);
        var open = await database.Definitions.AddAsync("open", "plain", Stop);
        await using (var context = database.Context())
        {
            await context.DefinitionRevisions.Where(revision => revision.DefinitionId == open.Definition.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(revision => revision.SecretsSealed, false), Stop);
        }

        (await database.Unsealed.SealAsync(text => $"sealed {text}", Stop)).Should().Be(121);
        (await database.Unsealed.SealAsync(text => $"sealed {text}", Stop)).Should().Be(0);

        await using var after = database.Context();
        (await after.Runs.Select(run => new { run.DefinitionJson, run.SecretsSealed }).Distinct().ToListAsync(Stop))
            .Should().ContainSingle().Which.Should().Be(new { DefinitionJson = """sealed {"name":"checkout"}""", SecretsSealed = true });
        (await database.Definitions.FindAsync(open.Definition.Id, cancellationToken: Stop))!.Revision.DefinitionJson.Should().Be("sealed plain");
        (await database.Definitions.FindAsync(saved.Definition.Id, cancellationToken: Stop))!.Revision.DefinitionJson.Should().Be("as it is");
    }

    [Theory, EveryProvider]
    public async Task Seal_BrokenOffInBetween_GoesOnWithTheRest(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        for (var count = 0; count < 60; count++)
            await database.AddQueuedAsync();
        var sealedSoFar = 0;

        var broken = () => database.Unsealed.SealAsync(
            text => ++sealedSoFar > 55 ? throw new InvalidOperationException("The power is gone.") : $"sealed {text}", Stop);
        await broken.Should().ThrowAsync<InvalidOperationException>();

        (await database.Unsealed.SealAsync(text => $"sealed {text}", Stop)).Should().Be(10, "a batch of fifty is over, the next was not");
    }

    [Theory, EveryProvider]
    public async Task EraseRemains_Twice_NeedsItOnce(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);

        (await database.Unsealed.EraseRemainsAsync(Stop)).Should().BeNull();
        (await database.Unsealed.EraseRemainsAsync(Stop)).Should().BeNull();

        await database.Migrator.MigrateAsync(Stop);
    }
}
