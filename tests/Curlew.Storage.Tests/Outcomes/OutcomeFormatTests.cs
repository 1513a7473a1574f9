using Curlew.Domain.Outcomes;
using Curlew.Storage.Outcomes;

namespace Curlew.Storage.Tests.Outcomes;

public class OutcomeFormatTests
{
    [Fact]
    public void Read_FileOfFormat1_EveryFieldThatItHasComesBackAndTheFailureIsDerived()
    {
        using var files = new OutcomeFiles();
        var written = RandomOutcomes.Likely(5_000, seed: 31, failing: 0.3);
        written[0] = new Outcome
        {
            Step = 2,
            VirtualUser = 300,
            PlannedMicros = 5_000_000_000,
            StartedMicros = 5_000_001_000,
            DnsMicros = 1,
            ConnectMicros = 2,
            TlsMicros = 3,
            ConnectionId = -1,
            NewConnection = true,
            HiddenRepeats = 4,
            Redirects = 5,
            HttpVersion = NegotiatedHttpVersion.Http2,
        };
        Format1File.Write(files, written);

        var read = files.ReadAll();

        read.Select(row => RandomOutcomes.Describe(row.Outcome))
            .Should().Equal(written.Select(outcome => RandomOutcomes.Describe(AsFormat1Knows(outcome))));
        read.Select(row => row.Outcome.Failure).Distinct().Order()
            .Should().Equal(FailureKind.None, FailureKind.CurlCode, FailureKind.Status);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.001)]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public void Read_FileOfFormat1_EachFilterFindsWhatLinqFinds(double failing)
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(8_000, seed: 32, failing);
        Format1File.Write(files, outcomes);
        Outcome[] known = [.. outcomes.Select(AsFormat1Knows)];

        foreach (var filter in EachFilter.Filters())
        {
            var found = files.ReadAll(filter, limit: 300).Select(row => row.Row);

            found.Should().Equal(EachFilter.Expected(known, filter), "of {0}", filter);
        }
    }

    [Theory]
    [InlineData(OutcomeOrder.Time)]
    [InlineData(OutcomeOrder.ServiceTimeDescending)]
    public void Read_FileOfFormat2_EachFilterFindsWhatLinqFinds(OutcomeOrder order)
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(4_000, seed: 35, failing: 0.1);
        Format2File.Write(files, outcomes);

        files.ReadAll().Select(row => RandomOutcomes.Describe(row.Outcome)).Should().Equal(outcomes.Select(RandomOutcomes.Describe));
        foreach (var filter in EachFilter.Filters())
            files.ReadAll(filter, limit: 700, order).Select(row => row.Row).Should().Equal(EachFilter.Expected(outcomes, filter, order), "of {0}", filter);
    }

    [Fact]
    public void Read_FileOfFormat1ByServiceTime_FindsWhatLinqFinds()
    {
        using var files = new OutcomeFiles();
        var outcomes = RandomOutcomes.Likely(4_000, seed: 36, failing: 0.1);
        Format1File.Write(files, outcomes);

        files.ReadAll(limit: 700, order: OutcomeOrder.ServiceTime).Select(row => row.Row)
            .Should().Equal(EachFilter.Expected(outcomes, OutcomeFilter.All, OutcomeOrder.ServiceTime));
    }

    [Fact]
    public void Read_FileOfFormat1ByTheFirstIteration_DoesNotTakeAllOutcomesForIt()
    {
        using var files = new OutcomeFiles();
        Format1File.Write(files, RandomOutcomes.Likely(100, seed: 33, failing: 0));

        files.ReadAll(new OutcomeFilter { Iteration = 0 }).Should().BeEmpty();
        files.ReadAll(new OutcomeFilter { Iteration = OutcomeStore.UnknownIteration }).Should().HaveCount(100);
    }

    [Fact]
    public void Create_RunWithOutcomesOfFormat1_KeepsThem()
    {
        using var files = new OutcomeFiles();
        Format1File.Write(files, RandomOutcomes.Likely(10, seed: 34, failing: 0));

        var create = () => files.Create();

        create.Should().Throw<OutcomesUnavailableException>().WithMessage("*already has outcomes*");
        files.ReadAll().Should().HaveCount(10);
    }

    private static Outcome AsFormat1Knows(Outcome outcome)
    {
        outcome.Iteration = OutcomeStore.UnknownIteration;
        if (!outcome.Succeeded)
            outcome.Failure = outcome.CurlCode == 0 ? FailureKind.Status : FailureKind.CurlCode;
        return outcome;
    }
}
