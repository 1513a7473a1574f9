namespace Curlew.Domain.Tests.Definitions.Reading;

public sealed class SecretRulesTests
{
    [Theory]
    [InlineData("\"secretHeaders\": [\"X-A\"]", "steps[0].secretHeaders[0]")]
    [InlineData("\"headers\": {\"X-A\": \"1\"}, \"secretHeaders\": [\"x-a\", \"X-B\"]", "steps[0].secretHeaders[1]")]
    [InlineData("\"headers\": {\"X-A\": \"1\"}, \"secretHeaders\": [5]", "steps[0].secretHeaders[0]")]
    [InlineData("\"headers\": {\"X-A\": \"1\"}, \"secretHeaders\": \"X-A\"", "steps[0].secretHeaders")]
    [InlineData("\"secretBody\": true", "steps[0].secretBody")]
    [InlineData("\"secretBody\": \"yes\"", "steps[0].secretBody")]
    public void Read_MarkOnWhatIsNotThere_NamesIt(string members, string field) =>
        ReadJson.OfStep(members).OnlyFault().Field.Should().Be(field);

    [Fact]
    public void Read_MarksOnWhatIsThere_AreTaken()
    {
        var step = ReadJson.OfStep("\"headers\": {\"X-A\": \"1\"}, \"secretHeaders\": [\"x-a\"], \"form\": {}, \"secretBody\": true").Definition().Steps[0];

        step.SecretHeaders.Should().Equal("x-a");
        step.HasSecretBody.Should().BeTrue();
    }

    [Fact]
    public void Read_SecretCsvWithoutALineOfNames_DoesNotQuoteItsFirstSecrets()
    {
        var reading = ReadJson.OfRun("\"data\": [{\"csv\": \"hush!1,hush!2\\na,b\", \"secret\": true}]");

        reading.Faults.Should().NotBeEmpty().And.OnlyContain(fault => !fault.Message.Contains("hush", StringComparison.Ordinal));
    }
}
