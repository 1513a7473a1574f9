using Curlew.Storage.Outcomes;

namespace Curlew.Storage.Tests.Outcomes;

/// <summary>Whichever way through a file is taken, the answer is that of LINQ over the same list.</summary>
public class OutcomePathTests
{
    public static TheoryData<OutcomeOrder, double> OrdersAndFailures() =>
        new(from order in Enum.GetValues<OutcomeOrder>() from failing in new[] { 0.001, 0.3 } select (order, failing));

    [Theory]
    [MemberData(nameof(OrdersAndFailures))]
    public void Read_EachFilterAndOrderOfAFinishedRun_FindsWhatLinqFinds(OutcomeOrder order, double failing)
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(4_000, seed: 41, failing);
        files.Write(outcomes);

        foreach (var filter in EachFilter.Filters())
            files.ReadAll(filter, limit: 700, order).Select(row => row.Row).Should().Equal(EachFilter.Expected(outcomes, filter, order), "of {0}", filter);
    }

    [Theory]
    [MemberData(nameof(OrdersAndFailures))]
    public void Read_EachFilterAndOrderDuringTheRun_FindsWhatLinqFinds(OutcomeOrder order, double failing)
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(4_000, seed: 42, failing);
        using var writer = files.Create();
        writer.Write(outcomes);
        files.Time.Advance(TimeSpan.FromSeconds(1));
        writer.FlushIfDue();

        foreach (var filter in EachFilter.Filters())
            files.ReadAll(filter, limit: 700, order).Select(row => row.Row).Should().Equal(EachFilter.Expected(outcomes, filter, order), "of {0}", filter);
    }

    [Theory]
    [InlineData(OutcomeOrder.ServiceTime)]
    [InlineData(OutcomeOrder.ServiceTimeDescending)]
    public void IndexMerge_EachFilter_FindsWhatLinqFinds(OutcomeOrder order)
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(4_000, seed: 43, failing: 0.1);
        files.Write(outcomes);

        foreach (var filter in EachFilter.Filters())
            Rows(files, filter, order, (source, after) => new OutcomeIndexMerge(source, after)).Should().Equal(EachFilter.Expected(outcomes, filter, order), "of {0}", filter);
    }

    [Theory]
    [InlineData(OutcomeOrder.Time)]
    [InlineData(OutcomeOrder.TimeDescending)]
    public void RowScan_EachFilterOfAFileWithTheIndex_FindsWhatLinqFinds(OutcomeOrder order)
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(4_000, seed: 44, failing: 0.1);
        files.Write(outcomes);

        foreach (var filter in EachFilter.Filters())
            Rows(files, filter, order, (source, after) => new OutcomeRowScan(source, after)).Should().Equal(EachFilter.Expected(outcomes, filter, order), "of {0}", filter);
    }

    [Theory]
    [InlineData(OutcomeOrder.ServiceTime)]
    [InlineData(OutcomeOrder.ServiceTimeDescending)]
    public void Read_WildServiceTimes_AreInOrderWithAndWithoutTheIndex(OutcomeOrder order)
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Wild(3_000, seed: 45);
        files.Write(outcomes);

        files.ReadAll(limit: 100, order: order).Select(row => row.Row).Should().Equal(EachFilter.Expected(outcomes, OutcomeFilter.All, order));
        Rows(files, OutcomeFilter.All, order, (source, after) => new OutcomeIndexMerge(source, after))
            .Should().Equal(EachFilter.Expected(outcomes, OutcomeFilter.All, order));
        foreach (var wanted in outcomes.Take(30))
        {
            var filter = new OutcomeFilter { MinServiceTimeMicros = wanted.TotalMicros, MaxServiceTimeMicros = wanted.TotalMicros };
            Rows(files, filter, order, (source, after) => new OutcomeIndexMerge(source, after))
                .Should().Equal(EachFilter.Expected(outcomes, filter, order), "of {0}", filter);
        }
    }

    [Theory]
    [InlineData(OutcomeOrder.ServiceTime)]
    [InlineData(OutcomeOrder.ServiceTimeDescending)]
    public void Read_ManyEqualServiceTimesInManyBlocks_GoByRowAmongThem(OutcomeOrder order)
    {
        using var files = new OutcomeFiles();
        var random = new Random(49);
        var outcomes = RandomOutcomes.Likely(20_000, seed: 49, failing: 0.1);
        foreach (ref var outcome in outcomes.AsSpan())
            outcome.TotalMicros = random.Next(3_000);
        files.Write(outcomes);

        var expected = EachFilter.Expected(outcomes, OutcomeFilter.All, order).ToList();
        OutcomePosition? after = null;
        for (var page = 0; page < 40; page++)
        {
            var read = files.Store.Read(files.Run, OutcomeFilter.All, order, after, 3, TestContext.Current.CancellationToken);
            read.Rows.Select(row => row.Row).Should().Equal(expected.Skip(3 * page).Take(3));
            after = read.Next;
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Read_PagesWhileTheRunGoesOn_ShowWhatWasThereAtFirstOnceEach(OutcomeOrder order)
    {
        using var files = new OutcomeFiles();
        using var writer = files.Create();
        var seen = new List<long>();
        OutcomePosition? after = null;
        for (var page = 0; page == 0 || after is not null; page++)
        {
            if (page < 20)
            {
                writer.Write(RandomOutcomes.Likely(1_000, seed: page, failing: 0.1));
                files.Time.Advance(TimeSpan.FromSeconds(1));
                writer.FlushIfDue();
            }

            var read = files.Store.Read(files.Run, OutcomeFilter.All, order, after, 300, TestContext.Current.CancellationToken);
            seen.AddRange(read.Rows.Select(row => row.Row));
            after = read.Next;
        }

        seen.Should().OnlyHaveUniqueItems().And.Contain(Enumerable.Range(1, 1_000).Select(row => (long)row));
    }

    [Fact]
    public void Scan_RunThatGoesOn_EndsWithWhatWasThereWhenItBegan()
    {
        using var files = new OutcomeFiles();
        using var writer = files.Create();
        files.Time.Advance(TimeSpan.FromSeconds(1));
        writer.Write(RandomOutcomes.Likely(1_000, seed: 46, failing: 0.1));
        files.Time.Advance(TimeSpan.FromSeconds(1));
        writer.FlushIfDue();
        using var scan = files.Store.Scan(files.Run, OutcomeFilter.All, OutcomeOrder.Time, after: null);

        var rows = new OutcomeRow[300];
        var counts = new List<int>();
        do
        {
            counts.Add(scan.Read(rows, TestContext.Current.CancellationToken));
            files.Time.Advance(TimeSpan.FromSeconds(1));
            writer.Write(RandomOutcomes.Likely(1_000, seed: 47, failing: 0.1));
        }
        while (counts[^1] > 0);

        counts.Should().Equal(300, 300, 300, 100, 0);
    }

    [Fact]
    public async Task Scan_Cancelled_StopsLooking()
    {
        using var files = new OutcomeFiles();
        files.Write(RandomOutcomes.Likely(2_000, seed: 48, failing: 0.1));
        using var scan = files.Store.Scan(files.Run, OutcomeFilter.All, OutcomeOrder.Time, after: null);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var read = () => scan.Read(new OutcomeRow[10], cancelled.Token);

        read.Should().Throw<OperationCanceledException>();
    }

    public static TheoryData<OutcomeOrder> Orders() => [.. Enum.GetValues<OutcomeOrder>()];

    /// <summary>What one way finds, in parts of 300.</summary>
    private static List<long> Rows(
        OutcomeFiles files, OutcomeFilter filter, OutcomeOrder order, Func<OutcomeSource, OutcomePosition, IOutcomePath> choose)
    {
        var source = OutcomeReader.Open(files.Run, files.Path, filter, order, toTheEnd: true);
        using var database = source.Database;
        using var path = choose(source, order.Start());
        var found = new List<long>();
        var rows = new OutcomeRow[300];
        int count;
        do
        {
            count = path.Read(rows);
            found.AddRange(rows.Take(count).Select(row => row.Row));
        }
        while (count == rows.Length);
        return found;
    }
}
