using System.Text;
using System.Text.Json;
using Curlew.Domain.Definitions.Overrides;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;

namespace Curlew.Domain.Tests.Definitions.Overrides;

public sealed class DefinitionOverridesTests
{
    private const string Closed = """{"model":"closed","virtualUsers":4,"requests":100}""";
    private const string Timed = """{"model":"closed","virtualUsers":4,"durationSeconds":10}""";
    private const string Open = """{"model":"open","ratePerSecond":50,"durationSeconds":10,"maxVirtualUsers":30}""";
    private const string Stages = """{"model":"closed","stages":[{"durationSeconds":5,"virtualUsers":1,"ramp":true},{"durationSeconds":5,"virtualUsers":2}]}""";

    [Theory]
    [InlineData(Closed, """{"virtualUsers":8}""", """{"model":"closed","virtualUsers":8,"requests":100}""")]
    [InlineData(Closed, """{"durationSeconds":5}""", """{"model":"closed","virtualUsers":4,"durationSeconds":5}""")]
    [InlineData(Timed, """{"load":{"requests":5}}""", """{"model":"closed","virtualUsers":4,"requests":5}""")]
    [InlineData(Timed, """{"ratePerSecond":20}""", """{"model":"open","ratePerSecond":20,"durationSeconds":10,"maxVirtualUsers":10000}""")]
    [InlineData(Timed, """{"load":{"ratePerSecond":20,"durationSeconds":3}}""", """{"model":"open","ratePerSecond":20,"durationSeconds":3,"maxVirtualUsers":10000}""")]
    [InlineData(Open, """{"ratePerSecond":20}""", """{"model":"open","ratePerSecond":20,"durationSeconds":10,"maxVirtualUsers":30}""")]
    [InlineData(Open, """{"virtualUsers":2,"requests":9}""", """{"model":"closed","virtualUsers":2,"requests":9}""")]
    [InlineData(Open, """{"load":{"maxVirtualUsers":null}}""", """{"model":"open","ratePerSecond":50,"durationSeconds":10,"maxVirtualUsers":10000}""")]
    [InlineData(Stages, """{"virtualUsers":2,"durationSeconds":9}""", """{"model":"closed","virtualUsers":2,"durationSeconds":9}""")]
    [InlineData(Closed, """{"load":{"stages":[{"durationSeconds":5,"ratePerSecond":7,"ramp":true}]}}""", """{"model":"open","stages":[{"durationSeconds":5,"ratePerSecond":7,"ramp":true}],"maxVirtualUsers":10000}""")]
    public void Read_Load_MakesWhatExcludesItGiveWay(string saved, string overrides, string expected)
    {
        var reading = Read(saved, overrides);

        reading.Faults.Should().BeEmpty();
        JsonSerializer.Serialize(DefinitionReader.ToDocument(reading.Definition!).Load, CurlewJson.Options).Should().Be(expected);
    }

    [Theory]
    [InlineData(Closed, """{"ratePerSecond":20}""", "load.durationSeconds")]
    [InlineData(Stages, """{"durationSeconds":9}""", "durationSeconds")]
    [InlineData(Open, """{"requests":9}""", "requests")]
    [InlineData(Closed, """{"virtualUsers":1,"load":{}}""", "virtualUsers")]
    [InlineData(Closed, """{"virtualUsers":"x"}""", "virtualUsers")]
    [InlineData(Closed, """{"load":{"virtualUsers":"x"}}""", "load.virtualUsers")]
    [InlineData(Closed, """{"url":"x"}""", "url")]
    [InlineData(Closed, """{"load":null}""", "load")]
    public void Read_WhatCannotBe_IsNamedAsItWasWritten(string saved, string overrides, string field) =>
        Read(saved, overrides).Faults.Select(fault => fault.Field).Should().Equal(field);

    [Fact]
    public void Read_UrlOfAJourney_SaysToGiveTheSteps()
    {
        const string Saved = """{"steps":[{"url":"http://a/"},{"url":"http://b/"}],"load":{"iterations":1}}""";

        var reading = DefinitionOverrides.Read(Saved, JsonDocument.Parse("""{"url":"http://c/"}""").RootElement, ["default"]);

        reading.Faults.Should().ContainSingle().Which.Message.Should().Contain("`steps`");
    }

    [Fact]
    public void Read_NullAndArrays_TakeAwayAndReplace()
    {
        var reading = Read(Closed, """{"name":null,"tls":{"caCertificatePem":null},"steps":[{"url":"http://b/"}],"outcomes":{"keep":"failures"}}""");

        reading.Faults.Should().BeEmpty();
        reading.Definition!.Name.Should().Be("GET http://b/");
        (reading.Definition.Tls.Verify, reading.Definition.Outcomes.Limit).Should().Be((false, null));
        reading.Definition.Steps.Should().ContainSingle();
    }

    private static DefinitionReading Read(string load, string overrides)
    {
        var saved = $$"""
            {"name":"n","steps":[{"url":"http://a/"}],"load":{{load}},"tls":{"verify":false},"outcomes":{"keep":"all","limit":9} }
            """;
        DefinitionReader.Read(Encoding.UTF8.GetBytes(saved), ["default"]).Faults.Should().BeEmpty();
        return DefinitionOverrides.Read(saved, JsonDocument.Parse(overrides).RootElement, ["default"]);
    }
}
