using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Comparisons;

namespace Curlew.Service.Tests.Comparisons;

/// <summary>Comparisons whose process died between two runs, or after the last one, go on by themselves and repeat nothing.</summary>
public sealed class CarryingOnTests(LeftComparisons left) : IClassFixture<LeftComparisons>
{
    [Theory]
    [InlineData("between", 1)]
    [InlineData("interrupted", 0)]
    [InlineData("deleted", 0)]
    public void Start_LeftBetweenTwoRuns_GoesOnAndRepeatsNothing(string name, int used)
    {
        var after = left.Of(name).After;

        ((string)after["status"]!).Should().Be("completed");
        var (first, second) = ((string)after["plan"]![0]!["arm"]!, (string)after["plan"]![1]!["arm"]!);
        ((int)after.Arm(first)["roundsUsed"]!).Should().Be(used);
        ((int)after.Arm(second)["roundsUsed"]!).Should().Be(1);
        left.SentSince(name, first).Should().Be(0, "load is never repeated");
        left.SentSince(name, second).Should().Be(21, "20 and a look");
    }

    [Fact]
    public void Start_LeftAfterTheLastRun_SavesTheResult()
    {
        var (before, after) = left.Of("last");

        ((string)after["status"]!).Should().Be("completed");
        JsonNode.DeepEquals(after["result"], before["result"]).Should().BeTrue("the same runs come to the same");
        (left.SentSince("last", "a") + left.SentSince("last", "b")).Should().Be(0);
    }

    [Fact]
    public void Start_EngineOfAnArmIsGone_FailsWithTheReasonAndWhatThereIs()
    {
        var after = left.Of("engine").After;

        ((string)after["status"]!).Should().Be("failed");
        ((string)after["reason"]!).Should().Contain("gone");
        ((int)after.Arm((string)after["plan"]![0]!["arm"]!)["roundsUsed"]!).Should().Be(1);
    }
}
