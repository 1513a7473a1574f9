using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Definitions.Overrides;
using Curlew.Domain.Definitions.Secrets;
using Curlew.Domain.Tests.Definitions.Reading;

namespace Curlew.Domain.Tests.Definitions.Secrets;

public sealed class KeptSecretsTests
{
    private static string Shown => SecretDefinition.Text(SecretDefinition.Document.WithoutSecrets());

    [Fact]
    public void Read_MasksOfWhatIsSaved_KeepEverySecret() =>
        ReadJson.FullForm(SecretDefinition.Revise(Shown).Definition()).Should().Be(SecretDefinition.Text(SecretDefinition.Document));

    [Fact]
    public void Read_MasksWithNothingSaved_AreTheOnlyFaultsOneForEach()
    {
        var reading = ReadJson.Of(Shown);

        reading.Fields().Should().BeEquivalentTo(SecretDefinition.Paths);
        reading.Faults.Should().OnlyContain(fault => fault.Message.Contains("is the mask", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Read_StepsInAnotherOrder_KeepTheirOwnSecrets()
    {
        var changed = JsonNode.Parse(Shown)!;
        var steps = changed["steps"]!.AsArray();
        var first = steps[0]!;
        steps.RemoveAt(0);
        steps.Add(first);

        var read = SecretDefinition.Revise(changed.ToJsonString()).Definition();

        read.Steps.Single(step => step.Name == "a").Headers[0].Value.Source.Should().Be("hush 1");
        read.Steps.Single(step => step.Name == "b").Headers[0].Value.Source.Should().Be("hush 4");
    }

    [Fact]
    public void Read_StepOfAnotherName_DoesNotGetTheSecretOfTheOneInItsPlace()
    {
        var changed = JsonNode.Parse(Shown)!;
        changed["steps"]![0]!["name"] = "elsewhere";

        SecretDefinition.Revise(changed.ToJsonString()).Fields()
            .Should().Equal("steps[0].headers.Authorization", "steps[0].headers.x-plain", "steps[0].body");
    }

    [Fact]
    public void Read_MarksTakenAway_DoNotShowWhatWasASecret()
    {
        var changed = JsonNode.Parse(Shown)!;
        changed["steps"]![0]!["secretHeaders"] = null;
        changed["steps"]![0]!["secretBody"] = false;
        changed["steps"]![1]!["secretBody"] = false;
        changed["data"]![0]!["secret"] = false;
        changed["data"]![1]!["secret"] = false;

        SecretDefinition.Revise(changed.ToJsonString()).Fields().Should().BeEquivalentTo(
            ["steps[0].headers.x-plain", "steps[0].body", "steps[1].form.pin", "data[0].rows", "data[1].csv"]);
    }

    [Fact]
    public void Read_NewMarks_KeepWhatIsSaved()
    {
        var changed = JsonNode.Parse(Shown)!;
        changed["steps"]![4]!["secretBody"] = true;
        changed["steps"]![4]!["body"] = "***";

        SecretDefinition.Revise(changed.ToJsonString()).Definition().Steps[4].HasSecretBody.Should().BeTrue();
    }

    [Fact]
    public void Read_ThreeStarsWhereNothingIsSecret_AreThreeStars()
    {
        var definition = ReadJson.OfStep("\"headers\": {\"Accept\": \"***\"}, \"body\": \"***\"").Definition();

        definition.Steps[0].Headers[0].Value.Source.Should().Be("***");
    }

    [Fact]
    public void Read_Lost_SaysWhy()
    {
        var fault = ReadJson.Of(
            """{"steps": [{"url": "http://a.test/", "headers": {"Cookie": "***"}}], "load": {"requests": 1} }""",
            KeptSecrets.Lost("the key is gone")).OnlyFault();

        fault.Field.Should().Be("steps[0].headers.Cookie");
        fault.Message.Should().Contain("the key is gone");
    }

    [Fact]
    public void Overrides_MasksInSteps_KeepTheSavedOnes()
    {
        var steps = JsonNode.Parse(Shown)!["steps"]!.AsArray();
        steps[0]!["method"] = "PUT";
        var overrides = JsonSerializer.SerializeToElement(new JsonObject { ["steps"] = steps.DeepClone(), ["maxConnects"] = 7 });

        var read = DefinitionOverrides.Read(SecretDefinition.Text(SecretDefinition.Document), overrides, ReadJson.Engines).Definition();

        (read.Steps[0].Method, read.Steps[0].Headers[0].Value.Source).Should().Be(("PUT", "hush 1"));
        read.Tls.ClientKeyPem.Should().Be(SecretDefinition.Document.Tls!.ClientKeyPem);
    }
}
