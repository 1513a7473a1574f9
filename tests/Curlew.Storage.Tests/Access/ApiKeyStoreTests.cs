using Curlew.Domain.Access;
using Curlew.Storage.Access;
using Curlew.Storage.Database;
using Curlew.Storage.Tests.Servers;

namespace Curlew.Storage.Tests.Access;

public class ApiKeyStoreTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task Store_KeysAdded_AreFoundAndListedNewestFirst(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        (await database.Keys.AnyAsync(Stop)).Should().BeFalse();

        var first = await AddAsync(database, ApiRole.Admin);
        database.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await AddAsync(database, ApiRole.Viewer);

        (await database.Keys.AnyAsync(Stop)).Should().BeTrue();
        (await database.Keys.FindByPrefixAsync(first.Prefix, Stop)).Should().BeEquivalentTo(first);
        (await database.Keys.FindAsync(second.Id, Stop)).Should().BeEquivalentTo(second);
        (await database.Keys.FindByPrefixAsync(first.Prefix.ToUpperInvariant() + "x", Stop)).Should().BeNull();
        (await database.Keys.ListAsync(Stop)).Select(key => key.Id).Should().Equal(second.Id, first.Id);
    }

    [Theory, EveryProvider]
    public async Task RevokeAsync_AdministratorsWhoRevokeEachOtherAtOnce_LeaveOne(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        for (var round = 0; round < 10; round++)
        {
            var keys = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AddAsync(database, ApiRole.Admin)));

            var revoked = await Task.WhenAll((await database.Keys.ListAsync(Stop)).Select(key =>
                Task.Run(() => database.Keys.RevokeAsync(key.Id, keepsAnAdmin: true, Stop), Stop)));

            revoked.Should().ContainSingle(each => each == KeyRevocation.LastAdmin);
            (await database.Keys.ListAsync(Stop)).Should().ContainSingle(key => key.IsOfUse(database.Time.GetUtcNow()));
            keys.Should().HaveCount(6);
        }
    }

    [Theory, EveryProvider]
    public async Task RevokeAsync_Again_KeepsTheFirstMoment(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var key = await AddAsync(database, ApiRole.Runner);
        var moment = database.Time.GetUtcNow();

        (await database.Keys.RevokeAsync(key.Id, keepsAnAdmin: true, Stop)).Should().Be(KeyRevocation.Revoked);
        database.Time.Advance(TimeSpan.FromHours(1));
        (await database.Keys.RevokeAsync(key.Id, keepsAnAdmin: true, Stop)).Should().Be(KeyRevocation.Revoked);

        (await database.Keys.FindAsync(key.Id, Stop))!.RevokedAt.Should().Be(moment);
        (await database.Keys.RevokeAsync(Guid.NewGuid(), keepsAnAdmin: true, Stop)).Should().Be(KeyRevocation.NotFound);
    }

    [Theory, EveryProvider]
    public async Task RevokeAsync_LastAdministrator_StaysUnlessItNeedNot(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var last = await AddAsync(database, ApiRole.Admin);
        var expired = await AddAsync(database, ApiRole.Admin, database.Time.GetUtcNow());

        (await database.Keys.RevokeAsync(expired.Id, keepsAnAdmin: true, Stop)).Should().Be(KeyRevocation.Revoked);
        (await database.Keys.RevokeAsync(last.Id, keepsAnAdmin: true, Stop)).Should().Be(KeyRevocation.LastAdmin);
        (await database.Keys.RevokeAsync(last.Id, keepsAnAdmin: false, Stop)).Should().Be(KeyRevocation.Revoked);
        (await database.Keys.AnyAsync(Stop)).Should().BeTrue("keys are revoked, not deleted");
    }

    [Theory, EveryProvider]
    public async Task KeepUseAsync_ManyUses_AreKeptOnceAMinute(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var key = await AddAsync(database, ApiRole.Viewer);
        var first = database.Time.GetUtcNow();

        (await UseAsync()).Should().Be(first);
        database.Time.Advance(TimeSpan.FromSeconds(59));
        (await UseAsync()).Should().Be(first);
        database.Time.Advance(TimeSpan.FromSeconds(1));
        (await UseAsync()).Should().Be(first.AddMinutes(1));

        async Task<DateTimeOffset?> UseAsync()
        {
            await database.Keys.KeepUseAsync((await database.Keys.FindAsync(key.Id, Stop))!, Stop);
            return (await database.Keys.FindAsync(key.Id, Stop))!.LastUsedAt;
        }
    }

    private static async Task<ApiKeyRecord> AddAsync(TestDatabase database, ApiRole role, DateTimeOffset? expiresAt = null)
    {
        var key = new ApiKeyRecord
        {
            Id = Guid.CreateVersion7(database.Time.GetUtcNow()),
            Name = "a",
            Role = role,
            Prefix = Guid.NewGuid().ToString("N"),
            Hash = new byte[32],
            CreatedAt = database.Time.GetUtcNow(),
            CreatedBy = "test",
            ExpiresAt = expiresAt,
        };
        await database.Keys.AddAsync(key, Stop);
        return key;
    }
}
