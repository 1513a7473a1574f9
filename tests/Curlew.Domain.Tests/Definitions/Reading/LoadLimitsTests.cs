using Curlew.Domain.Definitions;

namespace Curlew.Domain.Tests.Definitions.Reading;

/// <summary>What ends a load before its defined end.</summary>
public sealed class LoadLimitsTests
{
    [Fact]
    public void Read_Limits_MeanTheSameInFullForm()
    {
        var definition = ReadJson.OfRun("\"limits\": {\"durationSeconds\": 0.5, \"totalBytes\": 1000}").Definition();

        definition.Limits.Should().Be(new LoadLimits(TimeSpan.FromSeconds(0.5), 1000));
        ReadJson.Of(ReadJson.FullForm(definition)).Definition().Limits.Should().Be(definition.Limits);
    }

    [Fact]
    public void Read_NoLimits_HasNoneInFullForm()
    {
        ReadJson.FullForm(ReadJson.OfRun("\"limits\": {}").Definition()).Should().NotContain("limits");
    }

    [Theory]
    [InlineData("\"totalBytes\": 0", "limits.totalBytes")]
    [InlineData("\"totalBytes\": 1125899906842625", "limits.totalBytes")]
    [InlineData("\"durationSeconds\": 86401", "limits.durationSeconds")]
    [InlineData("\"requests\": 5", "limits.requests")]
    public void Read_FaultyLimit_IsNamed(string limit, string field)
    {
        ReadJson.OfRun($$"""
            "limits": { {{limit}} }
            """).OnlyFault().Field.Should().Be(field);
    }
}
