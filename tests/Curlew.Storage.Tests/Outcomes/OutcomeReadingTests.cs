using Curlew.Storage.Outcomes;

namespace Curlew.Storage.Tests.Outcomes;

public class OutcomeReadingTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.001)]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public void Read_EachFilter_FindsWhatLinqFindsInTheSameList(double failing)
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(8_000, seed: 11, failing);
        files.Write(outcomes);

        foreach (var filter in EachFilter.Filters())
        {
            var found = files.ReadAll(filter, limit: 300).Select(row => row.Row);

            found.Should().Equal(EachFilter.Expected(outcomes, filter), "of {0}", filter);
        }
    }

    [Fact]
    public void Read_FiltersOverWildOutcomes_FindWhatLinqFinds()
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Wild(3_000, seed: 12);
        files.Write(outcomes);

        foreach (var wanted in outcomes.Take(100))
        {
            var filter = new OutcomeFilter
            {
                Status = wanted.Status,
                CurlCode = wanted.CurlCode,
                Step = wanted.Step,
                MinServiceTimeMicros = wanted.TotalMicros,
                Failure = wanted.Failure,
                Iteration = wanted.Iteration,
            };

            var found = files.ReadAll(filter).Select(row => row.Row);

            found.Should().Equal(EachFilter.Expected(outcomes, filter), "of {0}", filter);
        }
    }

    [Fact]
    public void Read_DuringTheRun_SeesEachCommitOnceAndInOrder()
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(20_000, seed: 13, failing: 0.05);
        using var writer = files.Create();
        var seen = new List<OutcomeRow>();
        var seenFailed = new List<OutcomeRow>();
        var failed = new OutcomeFilter { Failed = true };

        foreach (var batch in outcomes.Chunk(777))
        {
            files.Time.Advance(TimeSpan.FromSeconds(0.3));
            writer.Write(batch);
            seen.AddRange(files.Read(OutcomeFilter.All, seen.LastOrDefault().Row, 5_000).Rows);
            seenFailed.AddRange(files.Read(failed, seenFailed.LastOrDefault().Row, 5_000).Rows);
        }

        seen.Should().NotBeEmpty();
        seen.Select(row => RandomOutcomes.Describe(row.Outcome))
            .Should().Equal(outcomes.Take(seen.Count).Select(RandomOutcomes.Describe));
        seenFailed.Select(row => row.Row).Should().Equal(seen.Where(row => !row.Outcome.Succeeded).Select(row => row.Row));
    }

    [Fact]
    public async Task Read_OnAnotherThreadDuringTheRun_NeitherFailsNorHoldsUpTheWriter()
    {
        using var files = new OutcomeFiles();
        using var writer = files.Create();
        using var done = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            var last = 0L;
            while (!done.IsCancellationRequested)
                last = Math.Max(last, files.Read(OutcomeFilter.All, last, 1_000).Next?.Row ?? last);
            return last;
        });

        for (var batch = 0; batch < 200; batch++)
        {
            files.Time.Advance(TimeSpan.FromSeconds(0.5));
            writer.Write(RandomOutcomes.Likely(500, batch, failing: 0.1));
        }

        writer.Complete();
        await done.CancelAsync();
        (await reading).Should().BeInRange(0, 100_000);
        files.ReadAll(limit: 100_000).Should().HaveCount(100_000);
    }

    [Fact]
    public void Read_AfterThePowerWentOut_SeesWhatWasCommitted()
    {
        using var files = new OutcomeFiles();
        using var killed = new OutcomeFiles();
        using var writer = files.Create();
        writer.Write(RandomOutcomes.Likely(50_000, seed: 14, failing: 0));
        writer.Write(RandomOutcomes.Likely(100, seed: 15, failing: 0));

        // What lies on the disk at this moment, without the log's index, which is memory.
        Directory.CreateDirectory(Path.GetDirectoryName(killed.Path)!);
        File.Copy(files.Path, killed.Path);
        File.Copy(files.Path + "-wal", killed.Path + "-wal");

        killed.ReadAll(limit: 100_000).Should().HaveCount(50_000);
        killed.Store.Delete(killed.Run);
        killed.All.Should().BeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Read_LimitBelowOne_IsRefused(int limit)
    {
        using var files = new OutcomeFiles();
        files.Write([]);

        var read = () => files.Read(OutcomeFilter.All, 0, limit);

        read.Should().Throw<ArgumentOutOfRangeException>();
    }
}
