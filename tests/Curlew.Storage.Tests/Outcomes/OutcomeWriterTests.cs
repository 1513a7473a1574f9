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
        const int Passes = 3;
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(100_000, seed: 2, failing: 0.1);
        using var writer = files.Create();
        writer.Write(outcomes.AsSpan(0, 1_000));

        // Now and then .NET itself allocates some bytes while it compiles a method again; what is allocated per outcome is each time.
        var least = long.MaxValue;
        for (var pass = 0; pass < Passes; pass++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var start = 0; start < outcomes.Length; start += 250)
                writer.Write(outcomes.AsSpan(start, 250));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        least.Should().BeLessThan(1_000);
        writer.Rows.Should().Be(1_000 + (Passes * outcomes.Length));
    }

    [Fact]
    public void Write_SoManyOutcomesThatTheIndexWaits_TakesFortyBytesEachAtMost()
    {
        using var files = new OutcomeFiles();

        files.Write(RandomOutcomes.Likely(300_000, seed: 3, failing: 0.01));

        new FileInfo(files.Path).Length.Should().BeLessThan(40 * 300_000);
    }

    [Fact]
    public void Write_HoursAndMillionsOfIterationsIntoARun_TakesNoMoreThanAtItsStart()
    {
        using var early = new OutcomeFiles();
        using var late = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(20_000, seed: 3, failing: 0.01);
        early.Write(outcomes);
        foreach (ref var outcome in outcomes.AsSpan())
        {
            outcome.PlannedMicros += 10_000_000_000;
            outcome.StartedMicros += 10_000_000_000;
            outcome.Iteration += 100_000_000;
        }

        late.Write(outcomes);

        new FileInfo(late.Path).Length.Should().Be(new FileInfo(early.Path).Length);
    }

    [Fact]
    public void Write_SomeOutcomes_AnySqliteProgramFindsThemWholeInTheView()
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(3_000, seed: 10, failing: 0.3);
        files.Write(outcomes);

        var rows = files.Query("SELECT * FROM outcomes ORDER BY row");

        rows.Select(row => string.Join(' ', row.Select(column => $"{column.Key}={column.Value}"))).Should().Equal(
            outcomes.Select((outcome, index) =>
                $"row={index + 1} step={outcome.Step} virtual_user={outcome.VirtualUser} iteration={outcome.Iteration} "
                + $"started_micros={outcome.StartedMicros} start_lag_micros={outcome.StartedMicros - outcome.PlannedMicros} "
                + $"dns_micros={outcome.DnsMicros} connect_micros={outcome.ConnectMicros} tls_micros={outcome.TlsMicros} "
                + $"request_sent_micros={outcome.RequestSentMicros} first_byte_micros={outcome.FirstByteMicros} "
                + $"total_micros={outcome.TotalMicros} bytes_up={outcome.BytesUp} bytes_down={outcome.BytesDown} "
                + $"connection_id={outcome.ConnectionId} status={outcome.Status} curl_code={outcome.CurlCode} "
                + $"http_version={(int)outcome.HttpVersion} new_connection={(outcome.NewConnection ? 1 : 0)} "
                + $"hidden_repeats={outcome.HiddenRepeats} redirects={outcome.Redirects} failure={(int)outcome.Failure}"));
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
    public void Write_FirstOutcomeOfNothingButZeros_IsFound()
    {
        using var files = new OutcomeFiles();

        files.Write([default]);

        files.ReadAll().Should().ContainSingle();
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
            CREATE TRIGGER full BEFORE INSERT ON measures WHEN NEW.bytes_down = 507
            BEGIN SELECT RAISE(ABORT, 'no space left'); END
            """);
        writer.Write(RandomOutcomes.Likely(600, seed: 9, failing: 0));

        var write = () => writer.Write([new Outcome { BytesDown = 507 }]);

        write.Should().Throw<OutcomesUnavailableException>().WithMessage($"*{files.Run}*{files.Path}*no space left*");
        writer.Dispose();
        files.ReadAll().Should().HaveCount(600);
    }
}
