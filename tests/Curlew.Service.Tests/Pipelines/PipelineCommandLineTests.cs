using Curlew.Service.Hosting;
using Curlew.Service.Pipelines;

namespace Curlew.Service.Tests.Pipelines;

/// <summary>The arguments of the commands for pipelines.</summary>
public sealed class PipelineCommandLineTests
{
    private const string Id = "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46";

    [Theory]
    [InlineData("run", "--definition is needed")]
    [InlineData("run --definition x", "--definition must be an id")]
    [InlineData("run --definition", "--definition needs a value")]
    [InlineData($"run --definition {Id} --definition {Id}", "--definition is there twice")]
    [InlineData($"run --definition {Id} --run {Id}", "--run is not known")]
    [InlineData($"run --definition {Id} --baseline last", "--baseline must be an id")]
    [InlineData($"run --definition {Id} --overrides {{", "--overrides must be JSON")]
    [InlineData($"run --definition {Id} --overrides @/nowhere", "--overrides must be JSON")]
    [InlineData($"run --definition {Id} --timeout 0", "--timeout must be a whole number")]
    [InlineData($"run --definition {Id} --url ftp://a.test", "--url must be")]
    [InlineData($"run {Id}", "is not known")]
    [InlineData("wait", "--run is needed")]
    [InlineData($"wait --run {Id} --definition {Id}", "--definition is not known")]
    public void Read_Misused_SaysWhatIsWrongAndHowItIsUsed(string arguments, string told)
    {
        var read = () => PipelineCommandLine.Read(arguments.Split(' '));

        read.Should().Throw<StartException>().WithMessage($"*{told}*Exit codes:*");
    }

    [Fact]
    public void Read_Everything_IsUnderstood()
    {
        var line = PipelineCommandLine.Read(
            ["run", "--definition", Id, "--url=https://curlew.test/at/", "--overrides", """{"ratePerSecond": 5}""", "--baseline", Id, "--timeout", "7", "--strict"]);

        line.DefinitionId.Should().Be(Id);
        line.RunId.Should().BeNull();
        line.BaselineRunId.Should().Be(Id);
        ((int)line.Overrides!["ratePerSecond"]!).Should().Be(5);
        line.Timeout.Should().Be(TimeSpan.FromSeconds(7));
        line.IsStrict.Should().BeTrue();
        using var api = new PipelineApi(line.Url, "key", TimeProvider.System);
        api.AddressOf($"runs/{Id}").Should().Be(new Uri($"https://curlew.test/at/api/v1/runs/{Id}"));
    }
}
