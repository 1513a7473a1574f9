using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Load;
using Curlew.Domain.Definitions.Reading;

namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class LoadRulesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("\"durationSeconds\": 2.5", 1, 2.5, null)]
    [InlineData("\"model\": \"closed\", \"virtualUsers\": 3, \"requests\": 7", 3, null, 7L)]
    [InlineData("\"virtualUsers\": 50000, \"iterations\": 1", 50_000, null, 1L)]
    public void Closed_Constant_IsOneStage(string members, int users, double? seconds, long? iterations) =>
        ReadLoad(members).Definition().Load.Should().Be(
            ClosedLoad.Constant(users, seconds is null ? null : TimeSpan.FromSeconds(seconds.Value), iterations));

    [Fact]
    public void Closed_Stages_AreTakenInOrder()
    {
        var load = ReadLoad("""
            "stages": [{"durationSeconds": 1, "virtualUsers": 0}, {"durationSeconds": 2, "virtualUsers": 50, "ramp": true},
                       {"durationSeconds": 3, "virtualUsers": 10, "ramp": false}]
            """).Definition().Load;

        load.Should().Be(new ClosedLoad([new Stage(Second, 0, false), new Stage(2 * Second, 50, true), new Stage(3 * Second, 10, false)], null));
        load.MaxVirtualUsers.Should().Be(50);
        load.Duration.Should().Be(6 * Second);
    }

    [Fact]
    public void Open_Constant_IsOneStage() =>
        ReadLoad("\"model\": \"open\", \"ratePerSecond\": 0.5, \"durationSeconds\": 10").Definition().Load.Should().Be(
            new OpenLoad([new Stage(10 * Second, 0.5, false)], 10_000));

    [Fact]
    public void Open_Stages_AreTakenInOrder() =>
        ReadLoad("""
            "model": "open", "maxVirtualUsers": 500,
            "stages": [{"durationSeconds": 10, "ratePerSecond": 100, "ramp": true}, {"durationSeconds": 60, "ratePerSecond": 600}]
            """).Definition().Load.Should().Be(
            new OpenLoad([new Stage(10 * Second, 100, true), new Stage(60 * Second, 600, false)], 500));

    [Fact]
    public void Shorthand_WithARate_IsAnOpenLoad() =>
        ReadJson.Of("""{"url": "http://a.test", "ratePerSecond": 600, "durationSeconds": 1, "maxVirtualUsers": 7}""").Definition()
            .Load.Should().Be(new OpenLoad([new Stage(Second, 600, false)], 7));

    [Theory]
    [InlineData(4, 25, 100)]
    [InlineData(1000, 1000, DefinitionLimits.VirtualUsers)]
    [InlineData(4, null, DefinitionLimits.DefaultMaxVirtualUsers)]
    [InlineData(null, 25, DefinitionLimits.DefaultMaxVirtualUsers)]
    public void MaxVirtualUsers_LeftOut_IsWhatConnectionsHaveRoomFor(int? connections, int? streams, int expected) =>
        ReadJson.Of($$"""
            {"url": "http://a.test", "ratePerSecond": 600, "durationSeconds": 1,
             "connections": {{connections?.ToString() ?? "null"}}, "streamsPerConnection": {{streams?.ToString() ?? "null"}}}
            """).Definition().Load.MaxVirtualUsers.Should().Be(expected);

    [Theory]
    [InlineData("{}", "load.durationSeconds", "`requests`")]
    [InlineData("""{"durationSeconds": 1, "requests": 1}""", "load.requests", "`durationSeconds`")]
    [InlineData("""{"durationSeconds": 1, "iterations": 1}""", "load.iterations", "`durationSeconds`")]
    [InlineData("""{"requests": 1, "iterations": 1}""", "load.iterations", "`requests`")]
    [InlineData("""{"requests": 1, "ratePerSecond": 1}""", "load.ratePerSecond", "`model` \"open\"")]
    [InlineData("""{"requests": 1, "maxVirtualUsers": 1}""", "load.maxVirtualUsers", "`virtualUsers`")]
    [InlineData("""{"model": "opne", "requests": 1}""", "load.model", "Must be \"closed\" or \"open\", but is \"opne\".")]
    [InlineData("""{"model": "open", "durationSeconds": 9}""", "load.ratePerSecond", "`stages`")]
    [InlineData("""{"model": "open", "ratePerSecond": 9}""", "load.durationSeconds", "missing")]
    [InlineData("""{"model": "open", "ratePerSecond": 9, "requests": 1}""", "load.requests", "`durationSeconds`")]
    [InlineData("""{"model": "open", "ratePerSecond": 9, "iterations": 1}""", "load.iterations", "`durationSeconds`")]
    [InlineData("""{"model": "open", "ratePerSecond": 9, "durationSeconds": 1, "virtualUsers": 1}""", "load.virtualUsers", "`maxVirtualUsers`")]
    [InlineData("""{"model": "open", "ratePerSecond": 1000001, "durationSeconds": 1}""", "load.ratePerSecond", "1000000")]
    [InlineData("""{"stages": []}""", "load.stages", "at least one stage")]
    [InlineData("""{"stages": [{"virtualUsers": 1}]}""", "load.stages[0].durationSeconds", "missing")]
    [InlineData("""{"stages": [{"durationSeconds": 1}]}""", "load.stages[0].virtualUsers", "a closed load")]
    [InlineData("""{"stages": [{"durationSeconds": 1, "virtualUsers": 1, "ratePerSecond": 1}]}""", "load.stages[0].ratePerSecond", "`load.model`")]
    [InlineData("""{"stages": [{"durationSeconds": 1, "virtualUsers": 1}, 5]}""", "load.stages[1]", "an object")]
    [InlineData("""{"model": "open", "stages": [{"durationSeconds": 1}]}""", "load.stages[0].ratePerSecond", "an open load")]
    [InlineData("""{"model": "open", "stages": [{"durationSeconds": 1, "ratePerSecond": 1, "virtualUsers": 1}]}""", "load.stages[0].virtualUsers", "`ratePerSecond`")]
    [InlineData("""{"stages": [{"durationSeconds": 1, "virtualUsers": 0}]}""", "load.stages", "no virtual users")]
    [InlineData("""{"stages": [{"durationSeconds": 1, "virtualUsers": 0}, {"durationSeconds": 1, "virtualUsers": 0, "ramp": true}]}""", "load.stages", "no virtual users")]
    [InlineData("""{"stages": [{"durationSeconds": 86400, "virtualUsers": 1}, {"durationSeconds": 0.5, "virtualUsers": 1}]}""", "load.stages", "at most 86400 seconds together, but last 86400.5")]
    public void Load_Faulty_IsNamed(string load, string field, string part)
    {
        var fault = Read(load).OnlyFault();

        fault.Field.Should().Be(field);
        fault.Message.Should().Contain(part);
    }

    [Theory]
    [InlineData("virtualUsers")]
    [InlineData("ratePerSecond")]
    [InlineData("durationSeconds")]
    [InlineData("requests")]
    [InlineData("iterations")]
    public void Stages_BesideAConstantField_AreAFault(string field)
    {
        var fault = ReadLoad($"\"stages\": [{{\"durationSeconds\": 1, \"virtualUsers\": 1}}], \"{field}\": 1").OnlyFault();

        fault.Field.Should().Be($"load.{field}");
        fault.Message.Should().Contain("beside `stages`");
    }

    [Fact]
    public void Stages_ExactlyADay_AreTaken() =>
        ReadLoad("\"stages\": [{\"durationSeconds\": 86399.9, \"virtualUsers\": 1}, {\"durationSeconds\": 0.1, \"virtualUsers\": 1}]")
            .Definition().Load.Duration.Should().Be(TimeSpan.FromDays(1));

    [Fact]
    public void Load_ManyFaults_NamesAll() =>
        Read("""{"model": "open", "virtualUsers": 0, "requests": 1, "stages": [{}, {"virtualUsers": 1, "ramp": 1}]}""").Fields().Should().Equal(
            "load.virtualUsers",
            "load.virtualUsers",
            "load.requests",
            "load.stages[0].durationSeconds",
            "load.stages[0].ratePerSecond",
            "load.stages[1].durationSeconds",
            "load.stages[1].ratePerSecond",
            "load.stages[1].virtualUsers",
            "load.stages[1].ramp");

    [Theory]
    [InlineData("requests", "give `iterations` instead")]
    [InlineData("virtualUsers", "`durationSeconds` or `iterations`")]
    public void Closed_ManySteps_CountsIterations(string field, string part) =>
        ReadJson.Of($$"""{"steps": [{"url": "http://a.test"}, {"url": "http://b.test"}], "load": {"{{field}}": 5} }""").OnlyFault()
            .Message.Should().Contain(part);

    [Theory]
    [InlineData("virtualUsers", "`maxVirtualUsers`")]
    [InlineData("requests", "`durationSeconds`")]
    public void Shorthand_OpenBesideAFieldOfClosed_SaysWhatToGive(string field, string part)
    {
        var fault = ReadJson.Of($$"""{"url": "http://a.test", "ratePerSecond": 6, "durationSeconds": 1, "{{field}}": 5}""").OnlyFault();

        fault.Field.Should().Be(field);
        fault.Message.Should().Contain(part);
    }

    [Fact]
    public void Shorthand_MaxVirtualUsersWithoutARate_IsAFault() =>
        ReadJson.OfRun("\"maxVirtualUsers\": 5").OnlyFault().Message.Should().Contain("`ratePerSecond`");

    [Fact]
    public void Shorthand_RateBesideTheFullForm_NamesWhereItBelongs() =>
        ReadJson.Of("""{"ratePerSecond": 5, "steps": [{"url": "http://a.test"}], "load": {"requests": 1}}""").OnlyFault()
            .Message.Should().Contain("`load.ratePerSecond`");

    [Theory]
    [InlineData("0.0166667", "60")]
    [InlineData("0.016666666666666666", "60")]
    [InlineData("0.02040816326530612", "49")]
    [InlineData("0.1", "10")]
    [InlineData("1000000", "0.001")]
    public void Open_PlanOfOneStart_IsTaken(string rate, string seconds) =>
        ReadLoad($"\"model\": \"open\", \"ratePerSecond\": {rate}, \"durationSeconds\": {seconds}").Definition()
            .Load.Should().BeOfType<OpenLoad>();

    [Theory]
    [InlineData("0", "60", "0 starts")]
    [InlineData("0.5", "1", "0.5 starts")]
    [InlineData("0.0166", "60", "0.996 starts")]
    [InlineData("0.99999999", "1", "0.999999 starts")]
    public void Open_PlanOfNoStart_SaysWhatItComesTo(string rate, string seconds, string starts)
    {
        var fault = ReadLoad($"\"model\": \"open\", \"ratePerSecond\": {rate}, \"durationSeconds\": {seconds}").OnlyFault();

        fault.Field.Should().Be("load.ratePerSecond");
        fault.Message.Should().Contain(starts);
    }

    [Theory]
    [InlineData("""{"durationSeconds": 2, "ratePerSecond": 1, "ramp": true}""", 1)]
    [InlineData("""{"durationSeconds": 1, "ratePerSecond": 1}, {"durationSeconds": 2, "ratePerSecond": 0, "ramp": true}""", 2)]
    [InlineData("""{"durationSeconds": 4, "ratePerSecond": 10, "ramp": true}, {"durationSeconds": 2, "ratePerSecond": 20, "ramp": true}, {"durationSeconds": 3, "ratePerSecond": 5}""", 65)]
    public void PlannedStarts_Ramps_AreTheAreaBelowTheRate(string stages, double starts) =>
        ((OpenLoad)ReadLoad($"\"model\": \"open\", \"stages\": [{stages}]").Definition().Load).PlannedStarts.Should().Be(starts);

    [Fact]
    public void Open_RampWithoutAStart_SaysWhatItComesTo()
    {
        var fault = ReadLoad("\"model\": \"open\", \"stages\": [{\"durationSeconds\": 1, \"ratePerSecond\": 1, \"ramp\": true}]").OnlyFault();

        fault.Field.Should().Be("load.stages");
        fault.Message.Should().Contain("0.5 starts");
    }

    private static DefinitionReading ReadLoad(string members) => Read($$"""{ {{members}} }""");

    private static DefinitionReading Read(string load) =>
        ReadJson.Of($$"""{"steps": [{"url": "http://a.test"}], "load": {{load}} }""");
}
