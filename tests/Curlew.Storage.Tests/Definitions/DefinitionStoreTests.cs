using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Storage.Database;
using Curlew.Storage.Definitions;
using Curlew.Storage.Tests.Runs;
using Curlew.Storage.Tests.Servers;
using Microsoft.EntityFrameworkCore;

namespace Curlew.Storage.Tests.Definitions;

public class DefinitionStoreTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task TryReviseAsync_ManyAtOnceFromTheSameState_ExactlyOneWins(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var store = Store(database);
        var saved = await store.AddAsync("a", "{}", Stop);

        var revised = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer =>
            Task.Run(() => store.TryReviseAsync(saved.Definition, $"by {writer}", $"{writer}", Stop), Stop)));

        var winner = revised.Should().ContainSingle(each => each != null).Subject!;
        var found = await store.FindAsync(saved.Definition.Id, cancellationToken: Stop);
        found.Should().BeEquivalentTo(winner);
        (await store.ListRevisionsAsync(saved.Definition.Id, 10, before: null, Stop)).Items
            .Select(revision => revision.Revision).Should().Equal(2, 1);
    }

    [Theory, EveryProvider]
    public async Task TryReviseAsync_BaselineSetMeanwhile_ChangesNothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var store = Store(database);
        var saved = await store.AddAsync("a", "{}", Stop);
        var run = await database.AddQueuedAsync();

        (await store.SetBaselineAsync(saved.Definition.Id, run.Value, Stop)).Should().BeTrue();

        (await store.TryReviseAsync(saved.Definition, "b", "{}", Stop)).Should().BeNull();
        (await store.TryDeleteAsync(saved.Definition, Stop)).Should().BeFalse();
        (await store.FindRecordAsync(saved.Definition.Id, Stop))!.BaselineRunId.Should().Be(run.Value);
    }

    [Theory, EveryProvider]
    public async Task TryReviseAsync_RevisedMeanwhile_ChangesNothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var saved = await Store(database).AddAsync("a", "1", Stop);
        var newer = await Store(database).TryReviseAsync(saved.Definition, "b", "2", Stop);

        (await Store(database).TryReviseAsync(saved.Definition, "c", "3", Stop)).Should().BeNull();
        (await Store(database).TryDeleteAsync(saved.Definition, Stop)).Should().BeFalse();

        (await Store(database).FindAsync(saved.Definition.Id, cancellationToken: Stop)).Should().BeEquivalentTo(newer);
    }

    [Theory, EveryProvider]
    public async Task SetBaselineAsync_WhileTheRunIsDeleted_LeavesNoBaselineThatIsGone(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var saved = await Store(database).AddAsync("a", "{}", Stop);
        for (var round = 0; round < 100; round++)
        {
            var run = await database.AddEndedAsync(Verdict.Passed, SelfCheckResult.Pass);

            var set = Task.Run(() => Store(database).SetBaselineAsync(saved.Definition.Id, run.Value, Stop), Stop);
            var deleted = Task.Run(
                () => round % 2 == 0 ? database.Runs.DeleteAsync(run, Stop) : database.Expendable.DeleteAsync(run, Stop), Stop);

            (await set).Should().Be(!await deleted, $"of round {round} one has come first");
        }
    }

    [Theory, EveryProvider]
    public async Task ListByBaselineAsync_RunOfSome_AnswersThose(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var run = await database.AddQueuedAsync();
        var definitions = new List<Guid>();
        foreach (var name in new[] { "a", "b", "c" })
            definitions.Add((await Store(database).AddAsync(name, "{}", Stop)).Definition.Id);
        await Store(database).SetBaselineAsync(definitions[0], run.Value, Stop);
        await Store(database).SetBaselineAsync(definitions[2], run.Value, Stop);
        await Store(database).SetBaselineAsync(definitions[1], (await database.AddQueuedAsync()).Value, Stop);

        (await Store(database).ListByBaselineAsync(run.Value, Stop)).Select(definition => definition.Id)
            .Should().BeEquivalentTo([definitions[0], definitions[2]]);
    }

    [Theory, EveryProvider]
    public async Task ListRevisionsAsync_InParts_HasEachOnceNewestFirst(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var saved = await Store(database).AddAsync("a", "{}", Stop);
        for (var revision = 2; revision <= 5; revision++)
            saved = await Store(database).TryReviseAsync(saved!.Definition, "a", "{}", Stop);

        var listed = new List<int>();
        for (int? before = null; listed.Count == 0 || before is not null;)
        {
            var part = await Store(database).ListRevisionsAsync(saved!.Definition.Id, 2, before, Stop);
            listed.AddRange(part.Items.Select(item => item.Revision));
            before = part.Next;
        }

        listed.Should().Equal(5, 4, 3, 2, 1);
    }

    /// <summary>What definitions say has many megabytes: so the column that has it is taken away, and nobody must miss it.</summary>
    [Theory, EveryProvider]
    public async Task Lists_OfDefinitionsAndRevisions_DoNotReadWhatTheySay(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var saved = await Store(database).AddAsync("large", new string('x', 8 * 1024 * 1024), Stop);
        await using (var context = database.Context())
            await context.Database.ExecuteSqlRawAsync("ALTER TABLE definition_revisions RENAME COLUMN definition_json TO gone", Stop);

        (await Store(database).ListAsync(null, 10, before: null, Stop)).Items.Should().ContainSingle();
        (await Store(database).ListAsync("LARGE", 10, before: null, Stop)).Items.Should().ContainSingle();
        (await Store(database).ListRevisionsAsync(saved.Definition.Id, 10, before: null, Stop)).Items.Should().ContainSingle();
        (await Store(database).FindRecordAsync(saved.Definition.Id, Stop)).Should().BeEquivalentTo(saved.Definition);
        await FluentActions.Awaiting(() => Store(database).FindAsync(saved.Definition.Id, cancellationToken: Stop))
            .Should().ThrowAsync<System.Data.Common.DbException>();
    }

    [Theory, EveryProvider]
    public async Task SetBaselineAsync_NoSuchRun_ChangesNothing(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var saved = await Store(database).AddAsync("a", "{}", Stop);

        (await Store(database).SetBaselineAsync(saved.Definition.Id, Guid.CreateVersion7(), Stop)).Should().BeFalse();

        (await Store(database).FindRecordAsync(saved.Definition.Id, Stop))!.BaselineRunId.Should().BeNull();
    }

    [Theory, EveryProvider]
    public async Task TryDeleteAsync_Definition_TakesItsRevisionsWithIt(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var saved = await Store(database).AddAsync("a", "{}", Stop);

        (await Store(database).TryDeleteAsync(saved.Definition, Stop)).Should().BeTrue();

        await using var context = database.Context();
        (await context.DefinitionRevisions.CountAsync(Stop)).Should().Be(0);
    }

    [Theory, EveryProvider]
    public async Task FindAsync_EachRevision_SaysWhatItSaidThen(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var first = await Store(database).AddAsync("a", "1", Stop);
        database.Time.Advance(TimeSpan.FromTicks(12_345_678));
        await Store(database).TryReviseAsync(first.Definition, "b", "2", Stop);

        foreach (var (revision, json) in new (int?, string)[] { (1, "1"), (2, "2"), (null, "2") })
            (await Store(database).FindAsync(first.Definition.Id, revision, Stop))!.Revision.DefinitionJson.Should().Be(json);
        (await Store(database).FindAsync(first.Definition.Id, 3, Stop)).Should().BeNull();
    }

    [Theory, EveryProvider]
    public async Task ListAsync_NameInAnyCase_FindsItNewestFirst(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var ids = new List<Guid>();
        foreach (var name in new[] { "Überlast 100%", "ÜBERLAST_1", "checkout", "eine überlast" })
        {
            ids.Add((await Store(database).AddAsync(name, "{}", Stop)).Definition.Id);
            database.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await Store(database).ListAsync("überLAST", 2, before: null, Stop);
        var second = await Store(database).ListAsync("überLAST", 2, first.Next, Stop);
        var all = await Store(database).ListAsync(null, 3, before: null, Stop);

        first.Items.Concat(second.Items).Select(item => item.Id).Should().Equal(ids[3], ids[1], ids[0]);
        second.Next.Should().BeNull();
        all.Next.Should().Be(ids[1]);
        (await Store(database).ListAsync("0%", 5, before: null, Stop)).Items.Should().ContainSingle(item => item.Id == ids[0]);
        (await Store(database).ListAsync("%_", 5, before: null, Stop)).Items.Should().BeEmpty();
    }

    private static DefinitionStore Store(TestDatabase database) => database.Definitions;
}
