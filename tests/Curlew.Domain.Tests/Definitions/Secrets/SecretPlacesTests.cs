using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Secrets;

namespace Curlew.Domain.Tests.Definitions.Secrets;

public sealed class SecretPlacesTests
{
    [Fact]
    public void MapSecrets_EveryPlaceThatCanHaveOne_IsVisitedOnceInOrder()
    {
        var secret = new List<string>();
        var open = new List<string>();

        SecretDefinition.Document.MapSecrets(place =>
        {
            (place.IsSecret ? secret : open).Add(place.Path);
            return SecretChange.None;
        });

        secret.Should().Equal(SecretDefinition.Paths);
        open.Should().Equal("steps[0].headers.Accept", "steps[4].body", "data[2].rows");
    }

    [Fact]
    public void MapSecrets_ValuesThroughTokens_ComeBackAsTheyWere()
    {
        var values = new Dictionary<string, string>();

        var sealedForm = SecretDefinition.Document.MapSecrets(place =>
        {
            values.Add(place.Key, place.Value);
            return SecretChange.ToToken($"token {values.Count}");
        });
        SecretDefinition.Text(sealedForm).Should().NotContain("hush").And.NotContain("seen").And.NotContain("BEGIN");
        var order = 0;
        var opened = sealedForm.MapSecrets(place =>
        {
            place.Token.Should().Be($"token {++order}");
            return SecretChange.ToValue(values[place.Key]);
        });

        SecretDefinition.Text(opened).Should().Be(SecretDefinition.Text(SecretDefinition.Document));
    }

    [Fact]
    public void WithoutSecrets_EverySecret_IsMaskedAndNothingElse()
    {
        var text = SecretDefinition.Text(SecretDefinition.Document.WithoutSecrets());

        text.Should().NotContain("hush").And.NotContain("aHVzaA").And.NotContain("BEGIN");
        text.Should().Contain("\"headers\":{\"Authorization\":\"***\",\"x-plain\":\"***\",\"Accept\":\"text/html\"}");
        text.Should().Contain("\"body\":\"***\"").And.Contain("\"form\":{\"pin\":\"***\"}").And.Contain("\"rows\":[[\"***\"]]");
        text.Should().Contain("\"user\":\"eve\",\"password\":\"***\"").And.Contain("\"csv\":\"***\"");
        text.Should().Contain("\"body\":\"hello\"").And.Contain("\"rows\":[[\"seen\"]]").And.Contain("\"fileName\":\"h\"");
    }

    [Fact]
    public void WithoutSecrets_DefinitionWithNone_StaysAsItIs()
    {
        var document = new RunDefinitionDocument
        {
            Steps = [new StepDocument { Headers = new Dictionary<string, string> { ["Accept"] = "*/*" } }],
        };

        SecretDefinition.Text(document.WithoutSecrets()).Should().Be(SecretDefinition.Text(document));
    }
}
