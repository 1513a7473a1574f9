using System.ComponentModel.DataAnnotations;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Service.Documentation;
using Curlew.Service.Idempotency;
using Curlew.Service.Problems;
using Curlew.Service.Security.Secrets;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Features.Definitions;

/// <summary>Makes a new definition of the newest revision of another one.</summary>
internal sealed class CloneDefinition : ISlice
{
    private const string Operation = "cloneDefinition";

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(DefinitionAddress.Clone, HandleAsync)
        .WithName(Operation)
        .WithTags(DefinitionAddress.Tag)
        .WithSummary("Clone a definition")
        .WithDescription("""
            Makes a definition of its own of what another one says now, its secrets with it, but not its earlier revisions, its
            runs or its baseline. The body is optional; without a `name` the clone has that of the original.
            """)
        .TakesDefinitionId()
        .Accepts<CloneRequest>(isOptional: true, "application/json")
        .TakesForExample([new BodyExample("name", "Another name", new CloneRequest("checkout, HTTP/2"))])
        .Answers<DefinitionResource>(StatusCodes.Status201Created, "Cloned, as revision 1.")
        .AnswersWithHeader(StatusCodes.Status201Created, "Location", "The clone's address.")
        .AnswersWithHeader(StatusCodes.Status201Created, "ETag", DefinitionTag.Description)
        .TakesIdempotencyKey(StatusCodes.Status201Created)
        .Fails(
            ProblemType.NotJson, ProblemType.BadRequest, ProblemType.DefinitionNotFound, ProblemType.IdempotentResourceGone,
            ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType, ProblemType.InvalidFields, ProblemType.IdempotencyKeyReused);

    private static async Task<IResult> HandleAsync(
        string id, HttpContext context, DefinitionStore definitions, Replays replays, TimeProvider time, CancellationToken cancelled)
    {
        var (body, unread) = await ReadBodyAsync(context.Request, cancelled);
        if (unread is not null)
            return unread;
        if (IdempotentRequest.Read(context.Request, Operation, body.Span, out var request) is { } badKey)
            return badKey;
        return await replays.AnswerAsync(
            context.Response,
            request,
            async made => await definitions.FindAsync(made, cancellationToken: cancelled) is { } saved
                ? DefinitionAddress.Created(context.Response, saved)
                : null,
            CloneAsync,
            cancelled);

        async Task<IResult> CloneAsync()
        {
            if (!DefinitionAddress.TryReadId(id, out var definitionId)
                || await definitions.FindAsync(definitionId, cancellationToken: cancelled) is not { } original)
            {
                return DefinitionAddress.NotFound(id);
            }

            var (name, problem) = ReadName(body);
            if (problem is not null)
                return problem;

            // Secrets stay as they are, encrypted: so a clone can be made where they cannot be decrypted, too.
            var json = name is null
                ? original.Revision.DefinitionJson
                : SecretVault.Write(SecretVault.Read(original.Revision.DefinitionJson) with { Name = name });
            return DefinitionAddress.Created(context.Response, await definitions.AddAsync(
                name ?? original.Definition.Name, json, made => request.RecordOf(made, time.GetUtcNow()), cancelled));
        }
    }

    /// <summary>Clients that have nothing to send often name no type either.</summary>
    private static async Task<(ReadOnlyMemory<byte> Body, IResult? Problem)> ReadBodyAsync(
        HttpRequest request, CancellationToken cancelled) =>
        request.ContentType is null && await LimitedBody.ReadAsync(request, 0, cancelled) is { } nothing
            ? (nothing, null)
            : await JsonBody.ReadAsync(request, JsonBody.SmallBytes, cancelled);

    private static (string? Name, IResult? Problem) ReadName(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            return (null, null);
        if (JsonBody.Read(() => DocumentReader.Read<CloneRequest>(body), out var reading) is { } problem)
            return (null, problem);
        if (reading.Document is not { } document)
            return (null, JsonBody.ProblemOf(reading.Faults));
        return document.Name is { } name && DefinitionReader.FaultOfName(name) is { } fault
            ? (null, JsonBody.ProblemOf([new DefinitionFault("name", fault)]))
            : (document.Name, null);
    }
}

/// <summary>How a clone differs from its original.</summary>
/// <param name="Name">What people call the clone; default the original's name.</param>
public sealed record CloneRequest([property: MaxLength(DefinitionLimits.NameLength)] string? Name);
