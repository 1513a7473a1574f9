using System.Text.Json.Nodes;
using Curlew.Service.Pipelines;

namespace Curlew.Service.Tests.Pipelines;

/// <summary>Exit codes.</summary>
public sealed class PipelineOutcomeTests
{
    [Theory]
    [InlineData("completed", "passed", "unchanged", "pass", false, PipelineExit.Passed)]
    [InlineData("completed", "notApplicable", null, "warn", true, PipelineExit.Passed)]
    [InlineData("completed", "passed", "improved", "pass", true, PipelineExit.Passed)]
    [InlineData("completed", "failed", "unchanged", "pass", false, PipelineExit.Failed)]
    [InlineData("completed", "passed", "regressed", "pass", false, PipelineExit.Failed)]
    [InlineData("stopped", "failed", null, "pass", false, PipelineExit.Failed)]
    [InlineData("stopped", "passed", null, "pass", false, PipelineExit.NotCarriedOut)]
    [InlineData("failed", "failed", null, null, false, PipelineExit.NotCarriedOut)]
    [InlineData("interrupted", "passed", null, "pass", false, PipelineExit.NotCarriedOut)]
    [InlineData("completed", "notApplicable", "notComparable", "invalid", false, PipelineExit.NotJudged)]
    [InlineData("completed", "passed", "notComparable", "invalid", false, PipelineExit.Passed)]
    [InlineData("completed", "passed", "notComparable", "pass", false, PipelineExit.Passed)]
    [InlineData("completed", "passed", "notComparable", "pass", true, PipelineExit.NotJudged)]
    [InlineData("completed", "passed", "inconclusive", "pass", false, PipelineExit.Passed)]
    [InlineData("completed", "passed", "inconclusive", "pass", true, PipelineExit.NotJudged)]
    internal void ExitOf_Run_IsWhatItCameTo(
        string status, string? verdict, string? regression, string? validity, bool isStrict, PipelineExit exit) =>
        PipelineOutcome.ExitOf(
            new JsonObject { ["status"] = status, ["verdict"] = verdict, ["regression"] = regression, ["validity"] = validity }, isStrict)
            .Should().Be(exit);

    [Fact]
    public void LinesOf_TextOfAServer_SteersNoTerminal()
    {
        var run = new JsonObject { ["id"] = "1", ["status"] = "failed", ["failure"] = "\u001b[2Jgone", ["requests"] = 1234, ["failedRequests"] = 0 };

        var lines = PipelineOutcome.LinesOf(run, null, new Uri("http://127.0.0.1/report.html")).ToList();

        lines.Should().Equal("Run 1 failed: 1,234 requests, 0 failed.  [2Jgone", "Report: http://127.0.0.1/report.html");
    }
}
