using System.ComponentModel.DataAnnotations;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Features.Definitions;

/// <summary>Makes a new definition of the newest revision of another one.</summary>
internal sealed class CloneDefinition : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(DefinitionAddress.Clone, HandleAsync)
        .WithName("cloneDefinition")
        .WithTags(DefinitionAddress.Tag)
        .WithSummary("Clone a definition")
        .WithDescription("""
            Makes a definition of its own of what another one says now, client certificate and key with it, but not its earlier
            revisions, its runs or its baseline. The body is optional; without a `name` the clone has that of the original.
            """)
        .TakesDefinitionId()
        .Accepts<CloneRequest>(isOptional: true, "application/json")
        .TakesForExample([new BodyExample("name", "Another name", new CloneRequest("checkout, HTTP/2"))])
        .Answers<DefinitionResource>(StatusCodes.Status201Created, "Cloned, as revision 1.")
        .AnswersWithHeader(StatusCodes.Status201Created, "Location", "The clone's address.")
        .AnswersWithHeader(StatusCodes.Status201Created, "ETag", DefinitionTag.Description)
        .Fails(
            ProblemType.NotJson, ProblemType.DefinitionNotFound, ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType,
            ProblemType.InvalidFields);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, HttpResponse response, DefinitionStore definitions, CancellationToken cancelled)
    {
        if (!DefinitionAddress.TryReadId(id, out var definitionId)
            || await definitions.FindAsync(definitionId, cancellationToken: cancelled) is not { } original)
        {
            return DefinitionAddress.NotFound(id);
        }

        var (name, problem) = await ReadNameAsync(request, cancelled);
        if (problem is not null)
            return problem;
        var json = name is null
            ? original.Revision.DefinitionJson
            : DefinitionText.Of(DefinitionResource.Said(original.Revision) with { Name = name });
        var clone = await definitions.AddAsync(name ?? original.Definition.Name, json, cancelled);
        DefinitionTag.Set(response, clone.Definition);
        return Results.Created(DefinitionAddress.Of(clone.Definition.Id), DefinitionResource.Of(clone));
    }

    private static async Task<(string? Name, IResult? Problem)> ReadNameAsync(HttpRequest request, CancellationToken cancelled)
    {
        // Clients that have nothing to send often name no type either.
        if (request.ContentType is null && await LimitedBody.ReadAsync(request, 0, cancelled) is not null)
            return (null, null);
        var (body, unread) = await JsonBody.ReadAsync(request, JsonBody.SmallBytes, cancelled);
        if (unread is not null)
            return (null, unread);
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
