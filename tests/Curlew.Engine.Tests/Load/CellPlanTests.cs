using System.Text;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Engine.Load;
using FsCheck.Xunit;

namespace Curlew.Engine.Tests.Load;

public sealed class CellPlanTests
{
    [Property]
    public void For_AnyLoad_SharesUsersAndCacheWithoutRemainder(ushort users, ushort cache, byte loops, bool multiplexed)
    {
        users = (ushort)(users % DefinitionLimits.VirtualUsers);

        var plan = CellPlan.For(Definition(users + 1, cache + 1), loops + 1, multiplexed);

        plan.Loops.Sum(loop => loop.VirtualUsers).Should().Be(users + 1);
        plan.Loops.Sum(loop => loop.Cells.Sum(cell => cell.MaxConnects)).Should().Be(cache + 1, "the cells' caches add up to maxConnects");
        plan.Loops.Should().OnlyContain(loop => loop.VirtualUsers > 0 && loop.Cells.All(cell => cell.MaxConnects > 0));
        plan.Loops.SelectMany(loop => Enumerable.Range(0, loop.VirtualUsers).Select(loop.NumberOf)).Order()
            .Should().Equal(Enumerable.Range(0, users + 1), "each virtual user has a number of its own");
        plan.Loops.Select(loop => loop.FirstCell).Should().Equal(RunningSums(plan.Loops.Select(loop => loop.Cells.Count)));
        plan.Loops.Should().OnlyContain(loop => loop.CellsOfRun == plan.Loops.Sum(other => other.Cells.Count));
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
        var plan = CellPlan.For(Definition(users, maxConnects), eventLoops: 1, multiplexed: false);

        plan.Loops.Single().Cells.Should().HaveCount(cells);
    }

    [Fact]
    public void For_Http2_HasOneCellPerLoopSoThatRequestsCanShareConnections()
    {
        var plan = CellPlan.For(Definition(1000, 100), eventLoops: 2, multiplexed: true);

        plan.Loops.Should().HaveCount(2).And.OnlyContain(loop => loop.Cells.Count == 1);
    }

    [Property]
    public void For_PerVirtualUser_GivesEachACellWithACacheOfItsOwn(ushort users, ushort cache, byte loops)
    {
        users = (ushort)(users % DefinitionLimits.VirtualUsers);

        var plan = CellPlan.For(Definition(users + 1, cache + 1, """, "connectionReuse": "perVirtualUser" """), loops + 1, multiplexed: false);

        plan.Loops.Should().OnlyContain(loop => loop.Cells.Count == loop.VirtualUsers && loop.Cells.All(cell => cell.MaxConnects > 0));
        plan.Loops.Sum(loop => loop.VirtualUsers).Should().Be(users + 1);
        plan.Loops.Sum(loop => loop.Cells.Sum(cell => cell.MaxConnects)).Should().Be(Math.Max(cache, users) + 1);
        plan.Loops.Should().HaveCountLessThanOrEqualTo(loops + 1);
    }

    [Theory]
    [InlineData(40, 4, 10, 4)]
    [InlineData(40, 8, null, 8)]
    [InlineData(40, null, 10, 4)]
    [InlineData(41, null, 10, 5)]
    [InlineData(3, 8, 10, 3)]
    public void For_PlacedStreams_HasACellForEachConnection(int users, int? connections, int? streams, int cells)
    {
        var fields = (connections is null ? "" : $", \"connections\": {connections}") + (streams is null ? "" : $", \"streamsPerConnection\": {streams}");

        var plan = CellPlan.For(Definition(users, 100, fields), eventLoops: 2, multiplexed: true);

        var expected = streams ?? CellPlan.DefaultStreams;
        plan.Loops.SelectMany(loop => loop.Cells).Should().HaveCount(cells)
            .And.OnlyContain(cell => cell.MaxHostConnections == 1 && cell.MaxConcurrentStreams == expected && cell.MaxConnects == 1);
        plan.Loops.Should().OnlyContain(loop => loop.StreamsPerCell == expected);
    }

    [Fact]
    public void For_OpenLoad_PreparesOnlyAsManyUsersAsItsRateNeeds()
    {
        var json = """{"url": "http://127.0.0.1/", "ratePerSecond": 2000, "durationSeconds": 1, "maxVirtualUsers": 9000}""";

        var plan = CellPlan.For(Read(json), eventLoops: 2, multiplexed: false);

        plan.Loops.Sum(loop => loop.VirtualUsers).Should().Be(9000);
        plan.Loops.Should().OnlyContain(loop => loop.Prepared == 100);
    }

    private static RunDefinition Definition(int users, int maxConnects, string fields = "") =>
        Read($$"""{"url": "http://127.0.0.1/", "requests": 1, "virtualUsers": {{users}}, "maxConnects": {{maxConnects}}{{fields}}}""");

    private static RunDefinition Read(string json)
    {
        var reading = DefinitionReader.Read(Encoding.UTF8.GetBytes(json), ["default"]);
        reading.Faults.Should().BeEmpty();
        return reading.Definition!;
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
