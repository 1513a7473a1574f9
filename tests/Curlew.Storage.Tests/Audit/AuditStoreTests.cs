using Curlew.Domain.Access;
using Curlew.Storage.Audit;
using Curlew.Storage.Database;
using Curlew.Storage.Tests.Servers;

namespace Curlew.Storage.Tests.Audit;

public class AuditStoreTests(SharedPostgres postgres)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Key = Guid.Parse("0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task ListAsync_EntriesOfTheSameMoment_ShowsEachOnceNewestFirst(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var entries = Enumerable.Range(0, 25).Select(index => EntryOf(Noon.AddMilliseconds(index / 5))).ToList();
        foreach (var entry in entries)
            await database.Audit.AddAsync(entry, Stop);

        var listed = new List<AuditRecord>();
        Guid? before = null;
        do
        {
            var page = await database.Audit.ListAsync(new AuditFilter(), limit: 7, before, Stop);
            listed.AddRange(page.Items);
            before = page.Next;
        }
        while (before is not null);

        listed.Should().BeEquivalentTo(entries.OrderByDescending(entry => entry.Id), options => options.WithStrictOrdering());
    }

    [Theory, EveryProvider]
    public async Task ListAsync_EachFilter_LeavesWhatItAsksFor(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        foreach (var entry in (AuditRecord[])
            [
                EntryOf(Noon.AddTicks(10), "a"), EntryOf(Noon.AddTicks(20), "b", key: Key), EntryOf(Noon.AddTicks(30), "c", actor: "ann"),
                EntryOf(Noon.AddTicks(40), "d", status: 403), EntryOf(Noon.AddDays(-1), "e"), EntryOf(Noon.AddDays(1), "f"),
            ])
        {
            await database.Audit.AddAsync(entry, Stop);
        }

        (await ListAsync(new AuditFilter { Action = "a" })).Should().Equal("a");
        (await ListAsync(new AuditFilter { KeyId = Key })).Should().Equal("b");
        (await ListAsync(new AuditFilter { Actor = "ann" })).Should().Equal("c");
        (await ListAsync(new AuditFilter { Status = 403 })).Should().Equal("d");
        (await ListAsync(new AuditFilter { Status = 403, Actor = "ann" })).Should().BeEmpty();
        (await ListAsync(new AuditFilter { From = Noon.AddTicks(20), To = Noon.AddTicks(40) })).Should().BeEquivalentTo("b", "c");
        (await ListAsync(new AuditFilter { To = Noon })).Should().Equal("e");
        (await ListAsync(new AuditFilter { From = Noon.AddTicks(50) })).Should().Equal("f");
        (await ListAsync(new AuditFilter { From = DateTimeOffset.MinValue })).Should().HaveCount(6);
        (await ListAsync(new AuditFilter { To = DateTimeOffset.MaxValue })).Should().HaveCount(6);

        async Task<IEnumerable<string>> ListAsync(AuditFilter filter) =>
            (await database.Audit.ListAsync(filter, limit: 10, before: null, Stop)).Items.Select(entry => entry.Action);
    }

    [Theory, EveryProvider]
    public async Task DeleteBeforeAsync_AMoment_LeavesItAndWhatCameAfter(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        foreach (var seconds in (int[])[-2, -1, 0, 1])
            await database.Audit.AddAsync(EntryOf(Noon.AddSeconds(seconds), $"{seconds}"), Stop);

        (await database.Audit.DeleteBeforeAsync(Noon, Stop)).Should().Be(2);

        (await database.Audit.ListAsync(new AuditFilter(), limit: 10, before: null, Stop)).Items
            .Select(entry => entry.Action).Should().Equal("1", "0");
    }

    private static AuditRecord EntryOf(
        DateTimeOffset at, string action = "createRun", Guid? key = null, string actor = "local", int status = 202) => new()
    {
        Id = Guid.CreateVersion7(at),
        At = at,
        KeyId = key,
        Actor = actor,
        Role = key is null ? null : ApiRole.Runner,
        RemoteAddress = "127.0.0.1",
        Action = action,
        Path = "/api/v1/runs",
        Status = status,
        TraceId = "0af7651916cd43dd8448eb211c80319c",
    };
}
