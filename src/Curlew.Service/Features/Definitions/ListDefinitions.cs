using Curlew.Domain.Definitions;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Features.Definitions;

/// <summary>Lists definitions.</summary>
internal sealed class ListDefinitions : ISlice
{
    private const int GreatestLimit = 200;
    private const int DefaultLimit = 50;

    private static readonly QueryParameter<string?> Name = QueryParameters.Pattern<string?>(
        "name",
        "Only definitions whose name contains this, whatever the case of its letters.",
        $"a text of 1 to {DefinitionLimits.NameLength} characters",
        "checkout",
        TryReadName);

    private static readonly QueryParameter<int> Limit = QueryParameters.Limit(GreatestLimit, DefaultLimit);

    private static readonly QueryParameter<Guid?> After = QueryParameters.Cursor<Guid?>(Cursor.TryReadDefinition);

    private static readonly QueryParameter[] Parameters = [Name, Limit, After];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(DefinitionAddress.Definitions, HandleAsync)
        .WithName("listDefinitions")
        .WithTags(DefinitionAddress.Tag)
        .WithSummary("List definitions, newest first")
        .WithDescription("Follow `nextCursor` for older definitions; where it is absent, there are none.")
        .Takes(Parameters)
        .Answers<DefinitionList>(StatusCodes.Status200OK, "Definitions, newest first.")
        .Fails(ProblemType.InvalidQuery);

    private static async Task<IResult> HandleAsync(HttpRequest request, DefinitionStore definitions, CancellationToken cancelled)
    {
        var query = new QueryReading(request.Query, Parameters);
        var (name, limit, after) = (query.Read(Name), query.Read(Limit), query.Read(After));
        if (query.Problem() is { } problem)
            return problem;

        var page = await definitions.ListAsync(name, limit, after, cancelled);
        return Results.Ok(new DefinitionList(
            [.. page.Items.Select(DefinitionListItem.Of)], page.Next is { } next ? Cursor.OfDefinition(next) : null));
    }

    private static bool TryReadName(string text, out string? name)
    {
        name = text;
        return text.Length is > 0 and <= DefinitionLimits.NameLength;
    }
}

/// <summary>A part of the list of definitions.</summary>
/// <param name="Items">The definitions, newest first.</param>
/// <param name="NextCursor">Pass it as <c>cursor</c> for older definitions; absent where there are none.</param>
public sealed record DefinitionList(IReadOnlyList<DefinitionListItem> Items, string? NextCursor);

/// <summary>A definition in short; its own address has what it says.</summary>
public sealed record DefinitionListItem
{
    /// <inheritdoc cref="DefinitionResource.Id"/>
    public required Guid Id { get; init; }

    /// <inheritdoc cref="DefinitionResource.Name"/>
    public required string Name { get; init; }

    /// <inheritdoc cref="DefinitionResource.Revision"/>
    public required int Revision { get; init; }

    /// <inheritdoc cref="DefinitionResource.CreatedAt"/>
    public required DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="DefinitionResource.UpdatedAt"/>
    public required DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="DefinitionResource.BaselineRunId"/>
    public Guid? BaselineRunId { get; init; }

    /// <inheritdoc cref="DefinitionResource.Links"/>
    public required DefinitionLinks Links { get; init; }

    internal static DefinitionListItem Of(DefinitionRecord definition) => new()
    {
        Id = definition.Id,
        Name = definition.Name,
        Revision = definition.Revision,
        CreatedAt = definition.CreatedAt.UtcDateTime,
        UpdatedAt = definition.UpdatedAt.UtcDateTime,
        BaselineRunId = definition.BaselineRunId,
        Links = DefinitionLinks.Of(definition.Id),
    };
}
