using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Engine.Catalog;
using Curlew.Service.Documentation;
using Curlew.Service.Features.Runs;
using Curlew.Service.Idempotency;
using Curlew.Service.Problems;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Features.Definitions;

/// <summary>Saves a definition.</summary>
internal sealed class CreateDefinition : ISlice
{
    private const string Operation = "createDefinition";

    private const string Description = """
        Saves a definition, to be run as often as you like: `POST /api/v1/runs` with its `definitionId`. It is read exactly as one
        that is run at once, full form or shorthand, and refused with all its faults. Names need not differ. Whether its hosts may be
        tested is asked when it is run.

        **Secrets** are write-only: they are saved encrypted and used by runs, but answers show `***` in their place. Secrets are the
        values of headers such as Authorization, Cookie and X-Api-Key (and of those whose names end in token, secret, password,
        api-key or access-key), passwords and tokens of `authentication`, the client's certificate and key, and what the definition
        marks as one: `secretHeaders` and `secretBody` of a step, `secret` of `data`. A secret in a URL belongs into such data, as a
        variable. `***` itself is refused where a secret is to be.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(DefinitionAddress.Definitions, HandleAsync)
        .WithName(Operation)
        .WithTags(DefinitionAddress.Tag)
        .WithSummary("Save a definition")
        .WithDescription(Description)
        .Accepts<RunDefinitionDocument>("application/json")
        .TakesForExample(RunExamples.Definitions)
        .Answers<DefinitionResource>(StatusCodes.Status201Created, "Saved, as revision 1.")
        .AnswersWithHeader(StatusCodes.Status201Created, "Location", "The definition's address.")
        .AnswersWithHeader(StatusCodes.Status201Created, "ETag", DefinitionTag.Description)
        .TakesIdempotencyKey(StatusCodes.Status201Created)
        .Fails(
            ProblemType.NotJson, ProblemType.BadRequest, ProblemType.IdempotentResourceGone, ProblemType.BodyTooLarge,
            ProblemType.UnsupportedMediaType, ProblemType.InvalidDefinition, ProblemType.IdempotencyKeyReused)
        .AnswersForExample(StatusCodes.Status422UnprocessableEntity, RunExamples.Faults);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        EngineCatalog engines,
        DefinitionStore definitions,
        SecretVault vault,
        Replays replays,
        TimeProvider time,
        CancellationToken cancelled)
    {
        var (body, refused) = await JsonBody.ReadAsync(context.Request, DefinitionLimits.DocumentBytes, cancelled);
        if (refused is not null)
            return refused;
        if (IdempotentRequest.Read(context.Request, Operation, body.Span, out var request) is { } badKey)
            return badKey;
        return await replays.AnswerAsync(
            context.Response,
            request,
            async made => await definitions.FindAsync(made, cancellationToken: cancelled) is { } saved
                ? DefinitionAddress.Created(context.Response, saved)
                : null,
            SaveAsync,
            cancelled);

        async Task<IResult> SaveAsync()
        {
            if (JsonBody.ReadDefinition(body, engines, "Nothing was saved", out var reading) is { } problem)
                return problem;
            if (DefinitionText.Write(reading.Definition!, out _) is { } tooLarge)
                return tooLarge;
            var json = vault.Seal(DefinitionReader.ToDocument(reading.Definition!));
            return DefinitionAddress.Created(context.Response, await definitions.AddAsync(
                reading.Definition!.Name, json, id => request.RecordOf(id, time.GetUtcNow()), cancelled));
        }
    }
}
