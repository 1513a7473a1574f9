using Curlew.Domain.Outcomes;
using Curlew.Storage.Outcomes;

namespace Curlew.Storage.Tests.Outcomes;

public class OutcomeWriterTests
{
    [Fact]
    public void Write_HundredThousandWildOutcomes_EveryFieldComesBackInOrder()
    {
        using var files = new OutcomeFiles();
        var written = RandomOutcomes.Wild(100_000, seed: 1);

        files.Write(written);

        var rows = files.ReadAll(limit: 10_000);
        rows.Select(row => row.Row).Should().Equal(Enumerable.Range(1, written.Length).Select(row => (long)row));
        rows.Select(row => RandomOutcomes.Describe(row.Outcome))
            .SequenceEqual(written.Select(RandomOutcomes.Describe)).Should().BeTrue();
    }

    [Fact]
    public void Write_HundredThousandOutcomes_AllocatesNothingPerOutcome()
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(100_000, seed: 2, failing: 0.1);
        using var writer = files.Create();
        writer.Write(outcomes.AsSpan(0, 1_000));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var start = 0; start < outcomes.Length; start += 250)
            writer.Write(outcomes.AsSpan(start, 250));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.Should().BeLessThan(1_000);
        writer.Rows.Should().Be(101_000);
    }

    [Fact]
    public void Write_HundredThousandOutcomes_TakesSixtyBytesEachAtMost()
    {
        using var files = new OutcomeFiles();

        files.Write(RandomOutcomes.Likely(100_000, seed: 3, failing: 0.01));

        new FileInfo(files.Path).Length.Should().BeLessThan(60 * 100_000);
    }

    [Fact]
    public void Write_MoreThanATransactionHolds_CommitsOnTheWay()
    {
        using var files = new OutcomeFiles();
        using var writer = files.Create();

        writer.Write(RandomOutcomes.Likely(120_000, seed: 4, failing: 0));

        files.ReadAll(limit: 200_000).Should().HaveCount(100_000);
    }

    [Fact]
    public void FlushIfDue_HalfASecondAfterTheFirstOutcome_ShowsItToReaders()
    {
        using var files = new OutcomeFiles();
        using var writer = files.Create();
        writer.Write(RandomOutcomes.Likely(3, seed: 5, failing: 0));

        files.Time.Advance(TimeSpan.FromSeconds(0.49));
        writer.FlushIfDue();
        var early = files.ReadAll();
        files.Time.Advance(TimeSpan.FromSeconds(0.01));
        writer.FlushIfDue();

        early.Should().BeEmpty();
        files.ReadAll().Should().HaveCount(3);
    }

    [Fact]
    public void Complete_NobodyReading_LeavesOneFile()
    {
        using var files = new OutcomeFiles();

        files.Write(RandomOutcomes.Likely(2_000, seed: 6, failing: 0));
        files.ReadAll();

        files.All.Should().Equal(files.Path);
    }

    [Fact]
    public void Complete_SomebodyReading_KeepsEverything()
    {
        using var files = new OutcomeFiles();
        using var writer = files.Create();
        writer.Write(RandomOutcomes.Likely(2_000, seed: 7, failing: 0));
        using (var reader = OutcomeDatabase.OpenForReading(files.Run, files.Path))
        {
            reader.Execute("BEGIN");
            reader.Number("SELECT count(*) FROM outcomes").Should().Be(0);

            writer.Complete();

            files.ReadAll().Should().HaveCount(2_000);
        }

        files.ReadAll().Should().HaveCount(2_000);
    }

    [Fact]
    public void Complete_NothingWritten_LeavesAFileWithoutOutcomes()
    {
        using var files = new OutcomeFiles();

        files.Write([]);

        files.ReadAll().Should().BeEmpty();
        files.ReadAll(new OutcomeFilter { Failed = true }).Should().BeEmpty();
    }

    [Fact]
    public void Write_AfterComplete_IsRefused()
    {
        using var files = new OutcomeFiles();
        var writer = files.Create();
        writer.Complete();

        var write = () => writer.Write(new Outcome[1]);

        write.Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Dispose_WithoutComplete_KeepsWhatWasWritten()
    {
        using var files = new OutcomeFiles();

        using (var writer = files.Create())
            writer.Write(RandomOutcomes.Likely(700, seed: 8, failing: 0.5));

        files.ReadAll().Should().HaveCount(700);
        files.ReadAll(new OutcomeFilter { Failed = true }).Should().NotBeEmpty();
    }

    [Fact]
    public void Write_FileThatTakesNoMore_SaysWhyAndKeepsWhatWentBefore()
    {
        using var files = new OutcomeFiles();
        var writer = files.Create();
        files.Execute(
            """
            CREATE TRIGGER full BEFORE INSERT ON outcomes WHEN NEW.status = 507
            BEGIN SELECT RAISE(ABORT, 'no space left'); END
            """);
        writer.Write(RandomOutcomes.Likely(600, seed: 9, failing: 0));

        var write = () => writer.Write([new Outcome { Status = 507 }]);

        write.Should().Throw<OutcomesUnavailableException>().WithMessage($"*{files.Run}*{files.Path}*no space left*");
        writer.Dispose();
        files.ReadAll().Should().HaveCount(600);
    }
}
