using Curlew.Domain.Definitions;
using Curlew.Domain.Outcomes;
using Curlew.Storage.Outcomes;

namespace Curlew.Storage.Tests.Outcomes;

public class OutcomeKeepingTests
{
    [Fact]
    public void Write_KeepFailures_StoresThemAndCountsTheRest()
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(3_000, seed: 51, failing: 0.1);
        using var writer = files.Create(new OutcomeSettings(OutcomeKeep.Failures, Limit: null));

        writer.Write(outcomes);
        writer.Complete();

        var failures = outcomes.Where(outcome => !outcome.Succeeded).ToList();
        writer.Kept.Should().Be(new OutcomesKept(failures.Count, outcomes.Length - failures.Count, Reduction: null));
        files.ReadAll().Select(row => RandomOutcomes.Describe(row.Outcome)).Should().Equal(failures.Select(RandomOutcomes.Describe));
    }

    [Fact]
    public void Write_KeepNone_MakesNoFile()
    {
        using var files = new OutcomeFiles();
        using var writer = files.Create(new OutcomeSettings(OutcomeKeep.None, Limit: null));

        writer.Write(RandomOutcomes.Likely(3_000, seed: 52, failing: 0.1));
        writer.Complete();

        writer.Kept.Should().Be(new OutcomesKept(0, 3_000, Reduction: null));
        files.All.Should().BeEmpty();
        files.Store.Exists(files.Run).Should().BeFalse();
    }

    [Fact]
    public void Write_LimitReached_StoresFailuresOnlyFromThenOnAndSaysSo()
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(3_000, seed: 53, failing: 0.1);
        outcomes[999].StartedMicros = 431_700_000;
        using var writer = files.Create(new OutcomeSettings(OutcomeKeep.All, Limit: 1_000));

        foreach (var batch in outcomes.Chunk(300))
            writer.Write(batch);
        writer.Complete();

        var failures = outcomes.Skip(1_000).Where(outcome => !outcome.Succeeded).ToList();
        writer.Kept.Should().Be(new OutcomesKept(
            1_000 + failures.Count,
            2_000 - failures.Count,
            "The limit of 1,000 stored outcomes (outcomes.limit) was reached 431 s into the run; from then on only failures were stored."));
        files.ReadAll().Select(row => RandomOutcomes.Describe(row.Outcome))
            .Should().Equal(outcomes.Take(1_000).Concat(failures).Select(RandomOutcomes.Describe));
    }

    [Fact]
    public void Write_LimitOfFailures_LeavesNoFailureOut()
    {
        using var files = new OutcomeFiles();
        using var writer = files.Create(new OutcomeSettings(OutcomeKeep.Failures, Limit: 10));

        writer.Write(RandomOutcomes.Likely(1_000, seed: 54, failing: 1));

        writer.Kept.Should().Be(new OutcomesKept(1_000, 0, Reduction: null));
    }

    [Fact]
    public void Write_DiskFillingUp_StoresFailuresOnlyAndSaysWhy()
    {
        using var files = new OutcomeFiles();
        using var writer = files.Create();
        writer.Write(RandomOutcomes.Likely(1_000, seed: 55, failing: 0));
        files.Disk.Free = 999_999;

        writer.Write(RandomOutcomes.Likely(10, seed: 56, failing: 0));
        files.Time.Advance(TimeSpan.FromSeconds(1));
        writer.Write([new Outcome { StartedMicros = 7_000_000 }]);
        writer.Write(RandomOutcomes.Likely(100, seed: 57, failing: 0));
        writer.Write(RandomOutcomes.Likely(5, seed: 58, failing: 1));
        writer.Complete();

        writer.Kept.Should().BeEquivalentTo(new { Stored = 1_016, LeftOut = 100 });
        writer.Kept.Reduction.Should().Match("The disk of * had 1.0 MiB left, less than the 1.0 MiB below which only failures are stored, 7 s into the run; *");
        files.Disk.Looks.Should().Be(2);
        files.ReadAll().Should().HaveCount(1_016);
    }

    [Fact]
    public void Write_DiskAsGoodAsFull_EndsTheRunWithTheReasonAndKeepsWhatThereIs()
    {
        using var files = new OutcomeFiles();
        var writer = files.Create();
        writer.Write(RandomOutcomes.Likely(1_000, seed: 59, failing: 0));
        files.Disk.Free = 99_999;
        files.Time.Advance(TimeSpan.FromSeconds(1));

        var write = () => writer.Write(RandomOutcomes.Likely(10, seed: 60, failing: 0));

        write.Should().Throw<OutcomesUnavailableException>().WithMessage("The disk of * has 0.1 MiB left*Free some space*");
        writer.Dispose();
        files.ReadAll().Should().HaveCount(1_010);
    }

    [Fact]
    public void Write_DiskThatNobodyKnowsOf_GoesOn()
    {
        using var files = new OutcomeFiles();
        files.Disk.Free = null;

        files.Write(RandomOutcomes.Likely(1_000, seed: 61, failing: 0));

        files.ReadAll().Should().HaveCount(1_000);
    }
}
