using System.Text.Json.Nodes;

namespace Curlew.Service.Tests.Hosting.BadRequests;

/// <summary>What the generator makes is the same each time, and leaves nothing of the document out.</summary>
public sealed class BadRequestGeneratorTests(SharedService shared)
{
    private const int Count = 10_000;

    [Fact]
    public async Task Make_TheSameSeed_MakesTheSame()
    {
        var document = await shared.Client.GetAsync("/openapi/v1.json");

        Make(document, seed: 1).Should().Equal(Make(document, seed: 1));
        Make(document, seed: 1).Should().NotEqual(Make(document, seed: 2));
    }

    /// <summary>However much the document grows.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(Count)]
    public async Task Make_OfTheDocument_HasEveryOperationParameterAndField(int count)
    {
        var document = await shared.Client.GetAsync("/openapi/v1.json");
        var operations = ApiOperation.ReadAll(document);
        var requests = new BadRequestGenerator(operations, new Dictionary<string, string>(), ["AAAA"], seed: 1).Make(count).ToList();

        var parameters = operations.SelectMany(operation => operation.Parameters).Select(parameter => $"parameter {parameter.Name}");
        var fields = operations.SelectMany(operation => operation.Bodies).SelectMany(body => body.Fields)
            .Select(field => $"body: {string.Join('.', field)} is bad");
        parameters.Concat(fields).Except(requests.Select(request => request.What)).Should().BeEmpty();
        requests.Should().HaveCountGreaterThanOrEqualTo(count);
        operations.Select(operation => operation.Method).Except(requests.Select(request => request.Method)).Should().BeEmpty();
    }

    private static List<string> Make(JsonNode document, int seed) =>
        [.. new BadRequestGenerator(ApiOperation.ReadAll(document), new Dictionary<string, string>(), ["AAAA"], seed)
            .Make(Count).Select(request => request.ToString())];
}
