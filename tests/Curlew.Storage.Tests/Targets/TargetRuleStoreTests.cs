using Curlew.Storage.Database;
using Curlew.Storage.Tests.Servers;

namespace Curlew.Storage.Tests.Targets;

public class TargetRuleStoreTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task AddAsync_ManyAtOnce_AddsOneAndAnswersItToAll(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);

        var added = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer =>
            Task.Run(() => database.TargetRules.AddAsync("shop.test", $"by {writer}", "ann", Stop), Stop)));

        added.Should().ContainSingle(each => each.IsNew);
        added.Select(each => each.Rule.Id).Distinct().Should().ContainSingle();
        (await database.TargetRules.ListAsync(Stop)).Should().ContainSingle()
            .Which.Should().BeEquivalentTo(added.Single(each => each.IsNew).Rule);
    }

    [Theory, EveryProvider]
    public async Task DeleteAsync_ARule_LeavesTheOthersInTheirOrder(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var rules = new List<Guid>();
        foreach (var name in (string[])["b.test", "a.test", "c.test"])
        {
            database.Time.Advance(TimeSpan.FromSeconds(1));
            rules.Add((await database.TargetRules.AddAsync(name, null, "ann", Stop)).Rule.Id);
        }

        (await database.TargetRules.DeleteAsync(rules[1], Stop)).Should().BeTrue();
        (await database.TargetRules.DeleteAsync(rules[1], Stop)).Should().BeFalse();

        (await database.TargetRules.FindAsync(rules[1], Stop)).Should().BeNull();
        (await database.TargetRules.ListAsync(Stop)).Select(rule => rule.Rule).Should().Equal("b.test", "c.test");
    }
}
