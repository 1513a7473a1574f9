using System.Text;
using Curlew.Domain.Comparisons.Arms;
using Curlew.Domain.Comparisons.Reading;
using Curlew.Domain.Definitions;

namespace Curlew.Domain.Tests.Comparisons;

public sealed class ArmsReaderTests
{
    private static readonly string[] Engines = ["default", "old"];

    [Fact]
    public void Read_BareUrlWithAQuestion_GetsAHundredARequestForTenSeconds()
    {
        var arms = Read("""{"url": "http://a.test/", "question": "httpVersion"}""").Arms;

        arms.Select(arm => arm.Name).Should().Equal("1.1", "2", "auto");
        arms.Select(arm => arm.Definition.HttpVersion).Should().Equal(HttpVersionChoice.Http11, HttpVersionChoice.Http2, HttpVersionChoice.Auto);
        arms.Should().OnlyContain(arm => arm.Definition.Load.Duration == TimeSpan.FromSeconds(10) && arm.Definition.Load.Stages[0].Target == 100);
        arms[1].Definition.Name.Should().Be("GET http://a.test/ · 2");
    }

    [Fact]
    public void Read_EngineQuestion_HasAnArmForEach()
    {
        Read("""{"url": "http://a.test/", "question": "engine"}""").Arms.Select(arm => arm.Definition.Engine).Should().Equal("default", "old");
        var (arms, faults) = Read("""{"url": "http://a.test/", "question": "engine"}""", ["default"]);

        arms.Should().BeEmpty();
        faults.Single().Field.Should().Be("question");
        faults[0].Message.Should().Contain("Engines__", "it says the way out");
    }

    [Theory]
    [InlineData("\"virtualUsers\": 64", "16,64,100,256")]
    [InlineData("\"virtualUsers\": 1", "1,4,100")]
    [InlineData("\"virtualUsers\": 50000", "100,12500,50000,100000")]
    [InlineData("\"ratePerSecond\": 600", "10,100,1000")]
    [InlineData("\"ratePerSecond\": 600, \"maxConnects\": 7", "7,10,100,1000")]
    public void Read_MaxConnectsQuestion_TriesBelowAtAndAboveWhatTheLoadNeeds(string load, string sizes)
    {
        var arms = Read($$"""{"url": "http://a.test/", "question": "maxConnects", {{load}} }""").Arms;

        string.Join(',', arms.Select(arm => arm.Definition.MaxConnects)).Should().Be(sizes);
    }

    [Fact]
    public void Read_Matrix_IsEveryCombinationNamedByIt()
    {
        var arms = Read("""
            {"url": "http://a.test/", "virtualUsers": 4,
             "matrix": {"httpVersion": ["1.1", "2"], "engine": ["old", "default"], "load.virtualUsers": [1, 8]}}
            """).Arms;

        arms.Select(arm => arm.Name).Should().Equal(
            "1.1, old, load.virtualUsers 1", "1.1, old, load.virtualUsers 8", "1.1, default, load.virtualUsers 1", "1.1, default, load.virtualUsers 8",
            "2, old, load.virtualUsers 1", "2, old, load.virtualUsers 8", "2, default, load.virtualUsers 1", "2, default, load.virtualUsers 8");
        arms.Select(arm => arm.Definition.Load.MaxVirtualUsers).Should().Equal(1, 8, 1, 8, 1, 8, 1, 8);
    }

    [Fact]
    public void Read_Target_ReplacesSchemeHostAndPortOfAllSteps()
    {
        var (arms, faults) = Read("""
            {"definition": {"steps": [{"url": "https://a.test/x?y=http://b.test/"}, {"url": "http://c.test:81"}], "load": {"iterations": 1} },
             "arms": [{"name": "now"}, {"overrides": {"target": "http://127.0.0.1:8080"} }, {"overrides": {"target": "https://[::1]:8443/"} }]}
            """);

        faults.Should().BeEmpty();
        arms.Select(arm => arm.Name).Should().Equal("now", "http://127.0.0.1:8080", "https://[::1]:8443/");
        arms[1].Definition.Steps.Select(step => step.Url.Source).Should().Equal("http://127.0.0.1:8080/x?y=http://b.test/", "http://127.0.0.1:8080");
        arms[2].Definition.Steps.Select(step => step.Url.Source).Should().Equal("https://[::1]:8443/x?y=http://b.test/", "https://[::1]:8443");
        arms[0].Definition.Steps[1].Url.Source.Should().Be("http://c.test:81");
    }

    [Theory]
    [InlineData("""{}""", "definition,arms")]
    [InlineData("""{"requests": 1, "question": "engine"}""", "url")]
    [InlineData("""{"url": "http://a.test/", "question": "fastest"}""", "question")]
    [InlineData("""{"url": "http://a.test/", "question": "engine", "matrix": {"engine": ["old"]}}""", "question")]
    [InlineData("""{"url": "http://a.test/", "arms": []}""", "arms")]
    [InlineData("""{"url": "http://a.test/", "arms": [{}]}""", "arms")]
    [InlineData("""{"url": "http://a.test/", "arms": [{"name": "a"}, {"name": "A", "overrides": {"engine": "old"}}]}""", "arms[1].name")]
    [InlineData("""{"url": "http://a.test/", "arms": [{"name": "a"}, {"name": "b"}]}""", "arms[1].name")]
    [InlineData("""{"url": "http://a.test/", "arms": [{}, {"overrides": {"httpVersion": "3"}}]}""", "arms[1].overrides.httpVersion")]
    [InlineData("""{"url": "http://a.test/", "arms": [{}, {"overrides": 1}]}""", "arms[1].overrides")]
    [InlineData("""{"url": "http://a.test/", "arms": [{}, {"overrides": {"target": "a.test"}}]}""", "arms[1].overrides.target")]
    [InlineData("""{"url": "http://a.test/", "arms": [{}, {"overrides": {"target": "http://b.test/x"}}]}""", "arms[1].overrides.target")]
    [InlineData("""{"url": "http://a.test/", "arms": [{}, {"overrides": {"target": "http://b.test", "url": "http://c.test/"}}]}""", "arms[1].overrides.target")]
    [InlineData("""{"url": "http://a.test/", "matrix": {}}""", "matrix")]
    [InlineData("""{"url": "http://a.test/", "matrix": {"engine": []}}""", "matrix.engine")]
    [InlineData("""{"url": "http://a.test/", "matrix": {"engine": ["old"]}}""", "matrix")]
    [InlineData("""{"url": "http://a.test/", "matrix": {"engine": ["old", "new"], "httpVersion": ["1.1", "4"]}}""", "matrix.httpVersion[1],matrix.engine[1]")]
    [InlineData("""{"url": "http://a.test/", "matrix": {"maxConnects": [1,2,3,4,5,6,7], "warmUpSeconds": [0,1,2]}}""", "matrix")]
    [InlineData("""{"definition": {"url": "x"}, "rounds": 0, "arms": [{"overrides": {"colour": 1}}, {}]}""", "rounds,definition.durationSeconds,definition.url")]
    [InlineData("""{"definition": {"url": "http://a.test/", "requests": 1}, "url": "http://a.test/", "question": "engine"}""", "url")]
    [InlineData("""{"definitionId": "x", "url": "http://a.test/", "question": "engine"}""", "url")]
    [InlineData("""{"url": "http://a.test/", "revision": 1, "question": "engine"}""", "revision")]
    [InlineData("""{"url": "http://a.test/", "round": 1, "question": "engine"}""", "round")]
    [InlineData("""{"url": "ftp://a.test/", "rules": {"minChangeMs": -1}, "question": "engine"}""", "rules.minChangeMs,url")]
    public void Read_Faults_AreNamedAllAtOnce(string json, string fields)
    {
        var faults = Read(json).Faults;

        string.Join(',', faults.Select(fault => fault.Field).Distinct()).Should().Be(fields);
    }

    [Fact]
    public void Read_LongOrSecretValues_AreInNoName()
    {
        var key = new string('k', 500);

        var faults = Read($$$"""
            {"url": "http://a.test/", "arms": [{}, {"overrides": {"tls": {"clientKeyPem": "{{{key}}}"} } },
             {"overrides": {"tls": {"clientKeyPem": "{{{key}}}"} } }, {"overrides": {"url": "http://ann:secret@c.test/"}}, {"overrides": {"url": "http://ann:secret@c.test/"}}]}
            """).Faults;

        var messages = faults.Select(fault => fault.Message).Where(message => message.StartsWith("Another arm", StringComparison.Ordinal)).ToList();
        messages.Should().HaveCount(2).And.NotContain(message => message.Contains(key, StringComparison.Ordinal) || message.Contains("secret", StringComparison.Ordinal));
    }

    private static (IReadOnlyList<ComparisonArm> Arms, IReadOnlyList<DefinitionFault> Faults) Read(
        string json, IReadOnlyCollection<string> engines)
    {
        var reading = ComparisonReader.Read(Encoding.UTF8.GetBytes(json));
        var definition = ArmsReader.ReadDefinition(reading.Document, engines);
        var arms = ArmsReader.Read(reading, definition?.Definition, engines);
        return (arms.Arms,
        [
            .. reading.Faults, .. (definition?.Faults ?? []).Where(fault => !reading.IsFaulty(fault.Field)), .. arms.Faults,
        ]);
    }

    private static (IReadOnlyList<ComparisonArm> Arms, IReadOnlyList<DefinitionFault> Faults) Read(string json) =>
        Read(json, Engines);
}
