using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Overrides;
using Curlew.Domain.Regressions;

namespace Curlew.Domain.Tests.Definitions.Reading;

/// <summary>What runs are held against.</summary>
public sealed class RegressionSettingsRulesTests
{
    [Theory]
    [InlineData("\"name\": \"none given\"")]
    [InlineData("\"regression\": {}")]
    [InlineData("\"regression\": null")]
    public void Read_NothingGiven_IsTheDefault(string members) =>
        ReadJson.OfRun(members).Definition().Regression.Should().Be(RegressionSettings.Default);

    [Fact]
    public void Read_Everything_MeansTheSameInFullForm()
    {
        var definition = ReadJson.OfRun("""
            "regression": {"baseline": "pinned", "rollingRuns": 9, "minChangePercent": 3, "minChangeMs": 0, "minErrorRatePoints": 2, "falseAlarmPercent": 5}
            """).Definition();

        definition.Regression.Should().Be(new RegressionSettings(
            BaselineChoice.Pinned,
            9,
            new RegressionRules { MinChangePercent = 3, MinChangeMs = 0, MinErrorRatePoints = 2, FalseAlarmPercent = 5 }));
        ReadJson.Of(ReadJson.FullForm(definition)).Definition().Regression.Should().Be(definition.Regression);
    }

    [Theory]
    [InlineData("\"baseline\": \"last\"", "regression.baseline")]
    [InlineData("\"rollingRuns\": 0", "regression.rollingRuns")]
    [InlineData("\"rollingRuns\": 51", "regression.rollingRuns")]
    [InlineData("\"minChangePercent\": -1", "regression.minChangePercent")]
    [InlineData("\"minChangeMs\": \"5\"", "regression.minChangeMs")]
    [InlineData("\"minErrorRatePoints\": 101", "regression.minErrorRatePoints")]
    [InlineData("\"falseAlarmPercent\": 0", "regression.falseAlarmPercent")]
    [InlineData("\"tolerance\": 5", "regression.tolerance")]
    public void Read_Faulty_IsNamed(string member, string field) =>
        ReadJson.OfRun($$"""
            "regression": { {{member}} }
            """).OnlyFault().Field.Should().Be(field);

    [Fact]
    public void Override_OneField_LeavesTheOthers()
    {
        var saved = ReadJson.FullForm(ReadJson.OfRun("\"regression\": {\"rollingRuns\": 9, \"minChangeMs\": 1}").Definition());
        using var overrides = JsonDocument.Parse("""{"regression": {"baseline": "none"} }""");

        var changed = DefinitionOverrides.Read(saved, overrides.RootElement, ReadJson.Engines).Definition();

        changed.Regression.Should().Be(new RegressionSettings(BaselineChoice.None, 9, new RegressionRules { MinChangeMs = 1 }));
    }
}
