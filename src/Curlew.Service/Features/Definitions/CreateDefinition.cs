using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Engine.Catalog;
using Curlew.Service.Documentation;
using Curlew.Service.Features.Runs;
using Curlew.Service.Problems;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Features.Definitions;

/// <summary>Saves a definition.</summary>
internal sealed class CreateDefinition : ISlice
{
    private const string Description = """
        Saves a definition, to be run as often as you like: `POST /api/v1/runs` with its `definitionId`. It is read exactly as one
        that is run at once, full form or shorthand, and refused with all its faults. Names need not differ.

        The client's certificate and key (`tls.clientCertificatePem`, `tls.clientKeyPem`) are write-only: they are saved and used
        by runs, but no answer holds them.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(DefinitionAddress.Definitions, HandleAsync)
        .WithName("createDefinition")
        .WithTags(DefinitionAddress.Tag)
        .WithSummary("Save a definition")
        .WithDescription(Description)
        .Accepts<RunDefinitionDocument>("application/json")
        .TakesForExample(RunExamples.Definitions)
        .Answers<DefinitionResource>(StatusCodes.Status201Created, "Saved, as revision 1.")
        .AnswersWithHeader(StatusCodes.Status201Created, "Location", "The definition's address.")
        .AnswersWithHeader(StatusCodes.Status201Created, "ETag", DefinitionTag.Description)
        .Fails(ProblemType.NotJson, ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType, ProblemType.InvalidDefinition)
        .AnswersForExample(StatusCodes.Status422UnprocessableEntity, RunExamples.Faults);

    private static async Task<IResult> HandleAsync(
        HttpRequest request, HttpResponse response, EngineCatalog engines, DefinitionStore definitions, CancellationToken cancelled)
    {
        var (body, refused) = await JsonBody.ReadAsync(request, DefinitionLimits.DocumentBytes, cancelled);
        if (refused is not null)
            return refused;
        if (JsonBody.ReadDefinition(body, engines, "Nothing was saved", out var reading) is { } problem)
            return problem;
        if (DefinitionText.Write(reading.Definition!, out var json) is { } tooLarge)
            return tooLarge;

        var saved = await definitions.AddAsync(reading.Definition!.Name, json, cancelled);
        DefinitionTag.Set(response, saved.Definition);
        return Results.Created(DefinitionAddress.Of(saved.Definition.Id), DefinitionResource.Of(saved));
    }
}
