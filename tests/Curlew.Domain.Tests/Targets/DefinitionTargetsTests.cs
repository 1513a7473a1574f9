using System.Text;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Targets;

namespace Curlew.Domain.Tests.Targets;

public sealed class DefinitionTargetsTests
{
    [Fact]
    public void Check_SeveralHosts_TellsEachWithItsField()
    {
        var refusals = TargetPolicy.LoopbackOnly.Check(Read("""
            {
              "steps": [
                { "name": "a", "url": "http://localhost:5000/" }, { "name": "b", "url": "https://shop.test/cart" },
                { "name": "c", "url": "http://169.254.169.254/latest" } ],
              "load": { "virtualUsers": 1, "iterations": 1 },
              "resolve": [ { "host": "localhost", "port": 81, "address": "10.0.0.1" }, { "host": "x.test", "port": 80, "address": "127.0.0.1" } ]
            }
            """));

        refusals.Select(refusal => (refusal.Field, refusal.Decision.MissingRule)).Should().Equal(
            ("steps[1].url", "https://shop.test:443"), ("steps[2].url", "http://169.254.169.254:80"), ("resolve[0].address", "10.0.0.1:81"));
    }

    [Theory]
    [InlineData("http://${v}/")]
    [InlineData("http://a.${v}.test/")]
    [InlineData("http://169.254.169.254${v}/")]
    [InlineData("${v}")]
    [InlineData("${v}/x")]
    public void Check_HostThatIsNotKnown_IsLeftToTheEngine(string url) => CheckUrl(url).Should().BeEmpty();

    [Theory]
    [InlineData("${v}://shop.test/", "shop.test")]
    [InlineData("http://shop.test:${v}/", "http://shop.test")]
    [InlineData("http://shop.test/${v}", "http://shop.test:80")]
    [InlineData("http://shop.test?http://${v}", "http://shop.test:80")]
    [InlineData("HTTP://SHOP.test:8080/", "http://shop.test:8080")]
    [InlineData("http://2852039166/", "http://169.254.169.254:80")]
    [InlineData("http://[::ffff:a9fe:a9fe]/", "http://169.254.169.254:80")]
    public void Check_HostThatIsKnown_IsRefusedAsFarAsItIs(string url, string rule) =>
        CheckUrl(url).Single().Decision.MissingRule.Should().Be(rule);

    [Fact]
    public void Check_ResolvedName_TakesTheAddressesRuleAndNoOther()
    {
        const string json = """
            { "url": "http://shop.test/", "requests": 1, "resolve": [ { "host": "Shop.test", "port": 80, "address": "93.184.216.34" } ] }
            """;

        Policy("shop.test").Check(Read(json)).Single().Field.Should().Be("resolve[0].address");
        Policy("93.184.216.34:80").Check(Read(json)).Should().BeEmpty();
    }

    private static IReadOnlyList<TargetRefusal> CheckUrl(string url) => TargetPolicy.LoopbackOnly.Check(Read($$"""
        { "data": [ { "columns": ["v"], "rows": [["1"]] } ], "steps": [ { "url": "{{url}}" } ], "load": { "virtualUsers": 1, "iterations": 1 } }
        """));

    private static RunDefinition Read(string json)
    {
        var reading = DefinitionReader.Read(Encoding.UTF8.GetBytes(json), ["default"]);
        reading.Faults.Should().BeEmpty();
        return reading.Definition!;
    }

    private static TargetPolicy Policy(params string[] rules) => new([.. rules.Select(text =>
        TargetRule.TryParse(text, out var rule, out var fault) ? rule : throw new InvalidOperationException(fault))]);
}
