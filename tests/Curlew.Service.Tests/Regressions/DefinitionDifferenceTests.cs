using System.Text;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Service.Regressions;

namespace Curlew.Service.Tests.Regressions;

/// <summary>What two definitions differ in.</summary>
public sealed class DefinitionDifferenceTests
{
    private const string Step = """{"name": "a", "url": "http://shop.test/", "headers": {"Authorization": "Bearer old", "X": "1"}, "body": {"a": [1, 2]} }""";
    private const string Load = """{"ratePerSecond": 5, "durationSeconds": 5}""";

    [Theory]
    [InlineData("\"name\": \"other\"")]
    [InlineData("\"engine\": \"old\"")]
    [InlineData("\"thresholds\": [{\"metric\": \"requests\", \"condition\": \">\", \"value\": 1}]")]
    [InlineData("\"outcomes\": {\"keep\": \"none\"}")]
    [InlineData("\"judgeInvalidRuns\": true")]
    [InlineData("\"limits\": {\"totalBytes\": 5}")]
    [InlineData("\"regression\": {\"minChangeMs\": 1}")]
    public void Between_WhatIsNotSent_CountsForNothing(string member) =>
        DefinitionDifference.Between(Of(Step, Load), Of(Step, Load, member)).Should().BeEmpty();

    [Theory]
    [InlineData("\"httpVersion\": \"1.1\"", "httpVersion")]
    [InlineData("\"maxConnects\": 5", "maxConnects")]
    [InlineData("\"warmUpSeconds\": 1", "warmUpSeconds")]
    [InlineData("\"tls\": {\"verify\": false}", "tls.verify")]
    [InlineData("\"data\": [{\"columns\": [\"a\"], \"rows\": [[\"1\"], [\"2\"]]}]", "data")]
    public void Between_WhatIsSent_IsNamed(string member, string field) =>
        DefinitionDifference.Between(Of(Step, Load), Of(Step, Load, member)).Should().Equal(field);

    [Fact]
    public void Between_SecretsBodiesAndSteps_AreNamedAndNotShown()
    {
        var before = Of(Step, Load);
        var after = Of(
            Step.Replace("old", "new", StringComparison.Ordinal).Replace("[1, 2]", "[1, 3]", StringComparison.Ordinal).Replace("\"X\": \"1\"", "\"Y\": \"1\"", StringComparison.Ordinal),
            Load.Replace("\"ratePerSecond\": 5", "\"ratePerSecond\": 6", StringComparison.Ordinal));

        DefinitionDifference.Between(before, after).Should().Equal(
            "steps[0].headers.Authorization", "steps[0].headers.X", "steps[0].headers.Y", "steps[0].body", "load.ratePerSecond");
        DefinitionDifference.Between(before, Of($"{Step}, {Step.Replace("\"a\",", "\"b\",", StringComparison.Ordinal)}", Load)).Should().Equal("steps");
    }

    [Fact]
    public void Between_ManyFields_CountsTheRest()
    {
        var headers = string.Join(", ", Enumerable.Range(0, 12).Select(number => $"\"H{number}\": \"OLD\""));
        var step = $$"""{"name": "a", "url": "http://shop.test/", "headers": { {{headers}} } }""";

        DefinitionDifference.Between(Of(step, Load), Of(step.Replace("OLD", "new", StringComparison.Ordinal), Load))
            .Should().HaveCount(9).And.EndWith("4 more");
    }

    private static RunDefinition Of(string steps, string load, string member = "\"keepCookies\": false") => DefinitionReader.Read(
        Encoding.UTF8.GetBytes($$"""{"steps": [{{steps}}], "load": {{load}}, {{member}} }"""), ["default", "old"]).Definition!;
}
