using System.Text.Json;
using Curlew.Domain.Definitions.Expectations;

namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class ExpectRulesTests
{
    [Fact]
    public void Expect_LeftOut_IsAnyStatusBelow400() =>
        ReadJson.OfStep("\"method\": \"GET\"").Definition().Steps[0].Expect.Should().Be(StepExpectations.Default);

    [Fact]
    public void Expect_OfEachKind_IsTaken()
    {
        var expect = Read("""
            "status": [200, 404], "headers": {"X-Any": "", "Content-Type": "json"}, "bodyContains": "${vu} ok", "maxTimeMs": 250.5,
            "json": [{"pointer": "/a"}, {"pointer": "/b", "value": [1, {"c": null}]}, {"pointer": "", "value": null}]
            """).Definition().Steps[0].Expect;

        expect.Statuses.Should().Equal(200, 404);
        expect.Headers.Should().Equal(new HeaderExpectation("X-Any", null), new HeaderExpectation("Content-Type", "json"));
        expect.BodyContains.Should().Be("${vu} ok");
        expect.MaxTime.Should().Be(TimeSpan.FromMilliseconds(250.5));
        expect.Json.Select(json => $"{json.Pointer} = {json.Value?.GetRawText()}").Should().Equal(
            "/a = ", "/b = [1,{\"c\":null}]", " = null");
    }

    [Fact]
    public void Expect_JsonNull_IsNotTheSameAsNoValue()
    {
        var definition = Read("""
            "json": [{"pointer": "/a", "value": null}, {"pointer": "/b"}]
            """).Definition();

        ReadJson.FullForm(definition).Should().Contain("""[{"pointer":"/a","value":null},{"pointer":"/b"}]""");
        definition.Steps[0].Expect.Json.Select(json => json.Value?.ValueKind).Should().Equal(JsonValueKind.Null, null);
    }

    [Theory]
    [InlineData("\"status\": [99]", "status[0]", "from 100 to 599")]
    [InlineData("\"headers\": {\"a b\": \"\"}", "headers['a b']", "token")]
    [InlineData("\"headers\": {\"A\": \"x\\r\\n\"}", "headers.A", "U+000D")]
    [InlineData("\"headers\": {\"A\": 1}", "headers.A", "a string")]
    [InlineData("\"bodyContains\": \"\"", "bodyContains", "leave it out")]
    [InlineData("\"json\": [{\"value\": 1}]", "json[0].pointer", "missing")]
    [InlineData("\"json\": [{\"pointer\": \"a\"}]", "json[0].pointer", "RFC 6901")]
    [InlineData("\"json\": [{\"pointer\": \"\"}, []]", "json[1]", "an object")]
    [InlineData("\"json\": [{\"pointer\": \"\", \"value\": \"\\ud800\"}]", "json[0].value", "Unicode")]
    [InlineData("\"maxTimeMs\": 30000.5", "maxTimeMs", "timeout of 30000 ms")]
    [InlineData("\"maxTimeMs\": 0", "maxTimeMs", "from 0.001 to 3600000")]
    [InlineData("\"cookies\": 0", "cookies", "`bodyContains`")]
    public void Expect_Faulty_IsNamed(string members, string field, string part)
    {
        var fault = Read(members).OnlyFault();

        fault.Field.Should().Be($"steps[0].expect.{field}");
        fault.Message.Should().Contain(part);
    }

    [Fact]
    public void MaxTime_OfTheTimeout_IsTaken() =>
        ReadJson.OfStep("\"timeoutSeconds\": 0.1, \"expect\": {\"maxTimeMs\": 100}").Definition().Steps[0].Expect.MaxTime
            .Should().Be(TimeSpan.FromMilliseconds(100));

    private static Curlew.Domain.Definitions.Reading.DefinitionReading Read(string members) =>
        ReadJson.OfStep($$"""
            "expect": { {{members}} }
            """);
}
