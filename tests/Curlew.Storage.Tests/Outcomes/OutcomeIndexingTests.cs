using Curlew.Domain.Definitions;
using Curlew.Domain.Runs;
using Curlew.Storage.Outcomes;

namespace Curlew.Storage.Tests.Outcomes;

public class OutcomeIndexingTests
{
    private const int TooManyAtOnce = 260_000;

    private const string IndexesOfTheFile = "SELECT count(*) AS indexes FROM sqlite_schema WHERE type = 'index'";

    [Fact]
    public async Task Read_LongRunByServiceTime_IsAnsweredAndIndexedBesides()
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(TooManyAtOnce, seed: 71, failing: 0.01);
        files.Write(outcomes);
        files.Query(IndexesOfTheFile).Single()["indexes"].Should().Be(0);

        var before = Slowest(files);
        await files.Store.Indexing.Current;

        files.Query(IndexesOfTheFile).Single()["indexes"].Should().Be(1);
        files.All.Should().Equal(files.Path);
        before.Should().Equal(EachFilter.Expected(outcomes, OutcomeFilter.All, OutcomeOrder.ServiceTimeDescending).Take(1_000));
        Slowest(files).Should().Equal(before);
    }

    [Fact]
    public async Task Read_LongRunWhileAnotherIsWritten_DoesNotDisturbItByIndexing()
    {
        using var files = new OutcomeFiles();
        files.Write(RandomOutcomes.Likely(TooManyAtOnce, seed: 72, failing: 0));
        using (var other = files.Store.Create(RunId.New(TimeProvider.System), ["only"], OutcomeSettings.All))
        {
            Slowest(files);
            await files.Store.Indexing.Current;
            files.Query(IndexesOfTheFile).Single()["indexes"].Should().Be(0);
        }

        Slowest(files);
        await files.Store.Indexing.Current;
        files.Query(IndexesOfTheFile).Single()["indexes"].Should().Be(1);
    }

    [Fact]
    public async Task Read_LongRunOnADiskWithoutRoom_IsNotIndexed()
    {
        using var files = new OutcomeFiles();
        files.Write(RandomOutcomes.Likely(TooManyAtOnce, seed: 73, failing: 0));
        files.Disk.Free = 1_000_000 + (TooManyAtOnce * 20);

        Slowest(files).Should().HaveCount(1_000);
        await files.Store.Indexing.Current;

        files.Query(IndexesOfTheFile).Single()["indexes"].Should().Be(0);
    }

    private static List<long> Slowest(OutcomeFiles files) =>
        [.. files.Store.Read(files.Run, OutcomeFilter.All, OutcomeOrder.ServiceTimeDescending, after: null, limit: 1_000).Rows.Select(row => row.Row)];
}
