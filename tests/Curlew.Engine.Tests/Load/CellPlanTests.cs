using Curlew.Domain.Definitions;
using Curlew.Engine.Load;
using FsCheck.Xunit;

namespace Curlew.Engine.Tests.Load;

public sealed class CellPlanTests
{
    [Property]
    public void For_AnyLoad_SharesUsersAndCacheWithoutRemainder(ushort users, ushort cache, byte loops, bool multiplexed)
    {
        var load = new ClosedLoad(users + 1, null, 1);

        var plan = CellPlan.For(load, cache + 1, loops + 1, multiplexed);

        plan.Loops.Sum(loop => loop.VirtualUsers).Should().Be(users + 1);
        plan.Loops.Sum(loop => loop.MaxConnectsOfCells.Sum()).Should().Be(cache + 1, "the cells' caches add up to maxConnects");
        plan.Loops.Should().OnlyContain(loop => loop.VirtualUsers > 0 && loop.MaxConnectsOfCells.All(size => size > 0));
        plan.Loops.Select(loop => loop.FirstVirtualUser).Should().Equal(RunningSums(plan.Loops.Select(loop => loop.VirtualUsers)));
        plan.Loops.Select(loop => loop.FirstCell).Should().Equal(RunningSums(plan.Loops.Select(loop => loop.MaxConnectsOfCells.Count)));
        plan.Loops.Should().OnlyContain(loop => loop.CellsOfRun == plan.Loops.Sum(other => other.MaxConnectsOfCells.Count));
        plan.Loops.Should().HaveCountLessThanOrEqualTo(loops + 1);
    }

    [Theory]
    [InlineData(64, 100, 4)]
    [InlineData(4096, 4096, 256)]
    [InlineData(4096, 100, 100)]
    [InlineData(64, 1, 1)]
    [InlineData(1, 100, 1)]
    public void For_Http11_KeepsCellsSmallWithinTheCache(int users, int maxConnects, int cells)
    {
        var plan = CellPlan.For(new ClosedLoad(users, null, 1), maxConnects, eventLoops: 1, multiplexed: false);

        plan.Loops.Single().MaxConnectsOfCells.Should().HaveCount(cells);
    }

    [Fact]
    public void For_Http2_HasOneCellPerLoopSoThatRequestsCanShareConnections()
    {
        var plan = CellPlan.For(new ClosedLoad(1000, null, 1), 100, eventLoops: 2, multiplexed: true);

        plan.Loops.Should().HaveCount(2).And.OnlyContain(loop => loop.MaxConnectsOfCells.Count == 1);
    }

    [Property]
    public void PerVirtualUser_AnyLoad_GivesEachACellWithACacheOfItsOwn(ushort users, ushort cache, byte loops)
    {
        var plan = CellPlan.PerVirtualUser(new ClosedLoad(users + 1, null, 1), cache + 1, loops + 1);

        plan.Loops.Should().OnlyContain(loop => loop.MaxConnectsOfCells.Count == loop.VirtualUsers && loop.MaxConnectsOfCells.All(size => size > 0));
        plan.Loops.Sum(loop => loop.VirtualUsers).Should().Be(users + 1);
        plan.Loops.Sum(loop => loop.MaxConnectsOfCells.Sum()).Should().Be(Math.Max(cache, users) + 1);
        plan.Loops.Should().HaveCountLessThanOrEqualTo(loops + 1);
    }

    private static IEnumerable<int> RunningSums(IEnumerable<int> values)
    {
        var sum = 0;
        foreach (var value in values)
        {
            yield return sum;
            sum += value;
        }
    }
}
