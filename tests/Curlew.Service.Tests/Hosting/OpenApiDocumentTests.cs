using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Comparisons.Reading;
using Curlew.Domain.Definitions.Overrides;
using Curlew.Domain.Definitions.Reading;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Hosting;

/// <summary>The OpenAPI document leaves nothing out, so that Swagger UI alone teaches the API.</summary>
public sealed class OpenApiDocumentTests(SharedService shared)
{
    [Fact]
    public async Task Document_Routes_AreAllThere()
    {
        var paths = (await DocumentAsync())["paths"]!.AsObject();
        var routes = shared.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null)
            .SelectMany(route => route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                .Select(method => $"{method} /{route.RoutePattern.RawText!.Trim('/')}"))
            .ToList();

        routes.Should().HaveCountGreaterThanOrEqualTo(10);
        paths.SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"))
            .Should().BeEquivalentTo(routes);
    }

    [Fact]
    public async Task Document_Operations_AreDescribed()
    {
        var operations = Operations(await DocumentAsync()).ToList();

        operations.Should().NotBeEmpty();
        foreach (var operation in operations)
        {
            var name = (string?)operation["operationId"];
            name.Should().NotBeNullOrEmpty();
            ((string?)operation["summary"]).Should().NotBeNullOrEmpty(name);
            ((string?)operation["description"]).Should().NotBeNullOrEmpty(name);
            operation["tags"]!.AsArray().Should().ContainSingle(name);
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                ((string?)parameter!["description"]).Should().NotBeNullOrEmpty($"{name}: {parameter}");
            foreach (var (status, answer) in operation["responses"]!.AsObject())
                ((string?)answer!["description"]).Should().EndWith(".", $"{name}: {status}");
        }
    }

    [Fact]
    public async Task Document_ApiOperations_DocumentTheirProblems()
    {
        var operations = Operations(await DocumentAsync())
            .Where(operation => (string?)operation["tags"]![0] != "Health").ToList();

        operations.Should().NotBeEmpty();
        foreach (var operation in operations)
        {
            var problems = operation["responses"]!.AsObject().Where(answer => answer.Key[0] is '4' or '5').ToList();

            problems.Should().NotBeEmpty((string?)operation["operationId"]);
            problems.Should().OnlyContain(answer => answer.Value!["content"]!["application/problem+json"] != null);
        }
    }

    [Fact]
    public async Task Document_ApiOperations_SayWhichKeyTheyNeed()
    {
        var document = await DocumentAsync();
        var schemes = document["components"]!["securitySchemes"]!;
        ((string?)schemes["bearer"]!["scheme"]).Should().Be("bearer");
        ((string?)schemes["apiKey"]!["name"]).Should().Be("X-Api-Key");
        foreach (var operation in Operations(document))
        {
            var (name, responses) = ((string?)operation["operationId"], operation["responses"]!.AsObject());
            var isOpen = (string?)operation["tags"]![0] == "Health";

            (operation["security"] is null).Should().Be(isOpen, name);
            responses.ContainsKey("401").Should().Be(!isOpen, name);
            responses.ContainsKey("403").Should().Be(!isOpen, name);
            ((string)operation["description"]!).Contains("Needs a key of the role", StringComparison.Ordinal).Should().Be(!isOpen, name);
        }
    }

    [Fact]
    public async Task Document_Fields_AreAllDescribed()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!.AsObject();

        schemas.Select(schema => schema.Key).Should().Contain(
            ["RunDefinitionDocument", "StepDocument", "RunResource", "RunSummary", "OutcomeResource", "ProblemResource"]);
        foreach (var (name, schema) in schemas)
        {
            ((string?)schema!["description"]).Should().NotBeNullOrEmpty(name);
            ((string?)schema["type"]).Should().BeOneOf("object", "string");
            foreach (var (field, property) in schema["properties"]?.AsObject() ?? [])
                ((string?)property!["description"]).Should().NotBeNullOrEmpty($"{name}.{field}");
        }
    }

    [Fact]
    public async Task Document_Definition_HasTheReadersRules()
    {
        var fields = (await DocumentAsync())["components"]!["schemas"]!["RunDefinitionDocument"]!["properties"]!;

        fields["httpVersion"]!["enum"]!.AsArray().Select(word => (string)word!)
            .Should().Equal("auto", "1.1", "2", "2-prior-knowledge");
        ((int)fields["maxConnects"]!["minimum"]!).Should().Be(1);
        ((int)fields["maxConnects"]!["maximum"]!).Should().Be(100_000);
        ((int)fields["maxConnects"]!["default"]!).Should().Be(100);
        ((string)fields["maxConnects"]!["type"]!).Should().Be("integer");
    }

    [Fact]
    public async Task Document_Examples_AreAccepted()
    {
        var body = (await DocumentAsync())["paths"]!["/api/v1/runs"]!["post"]!["requestBody"]!;
        var examples = body["content"]!["application/json"]!["examples"]!.AsObject();

        examples.Count.Should().BeGreaterThanOrEqualTo(4);
        foreach (var (name, example) in examples)
        {
            ((string?)example!["summary"]).Should().NotBeNullOrEmpty(name);
            ReadingOf(example["value"]!).Faults.Should().BeEmpty(name);
        }

        examples.Count(example => example.Value!["value"]!["definitionId"] is not null).Should().BeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Document_ExamplesOfComparisons_AreAccepted()
    {
        var body = (await DocumentAsync())["paths"]!["/api/v1/comparisons"]!["post"]!["requestBody"]!;
        var examples = body["content"]!["application/json"]!["examples"]!.AsObject();

        examples.Count.Should().BeGreaterThanOrEqualTo(3);
        foreach (var (name, example) in examples)
        {
            var reading = ComparisonReader.Read(Encoding.UTF8.GetBytes(example!["value"]!.ToJsonString()));
            reading.Faults.Should().BeEmpty(name);
            var definition = ArmsReader.ReadDefinition(reading.Document, ["default"])!.Definition;
            ArmsReader.Read(reading, definition, ["default"]).Arms.Should().HaveCountGreaterThanOrEqualTo(2, name);
        }
    }

    [Fact]
    public async Task Document_BodyOfARun_IsADefinitionOrNamesASavedOne()
    {
        var document = await DocumentAsync();
        var schema = document["paths"]!["/api/v1/runs"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!;

        schema["oneOf"]!.AsArray().Select(kind => (string)kind!["$ref"]!).Should()
            .Equal("#/components/schemas/RunDefinitionDocument", "#/components/schemas/SavedRunDocument");
        var saved = document["components"]!["schemas"]!["SavedRunDocument"]!;
        ((bool)saved["additionalProperties"]!).Should().BeFalse();
        ((string)saved["properties"]!["overrides"]!["$ref"]!).Should().Be("#/components/schemas/RunDefinitionDocument");
    }

    /// <summary>As the service reads it; a saved definition is a load that the overrides make open.</summary>
    private static DefinitionReading ReadingOf(JsonNode body)
    {
        if (body["definitionId"] is null)
            return DefinitionReader.Read(Encoding.UTF8.GetBytes(body.ToJsonString()), ["default"]);
        const string Saved = """{"steps": [{"url": "http://127.0.0.1:8080/"}], "load": {"virtualUsers": 4, "requests": 100} }""";
        var overrides = JsonDocument.Parse(body["overrides"]?.ToJsonString() ?? "{}").RootElement;
        return DefinitionOverrides.Read(Saved, overrides, ["default"]);
    }

    private Task<JsonNode> DocumentAsync() => shared.Client.GetAsync("/openapi/v1.json");

    private static IEnumerable<JsonNode> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => operation.Value!));
}
