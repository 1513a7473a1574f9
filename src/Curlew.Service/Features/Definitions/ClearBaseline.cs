using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Definitions;

namespace Curlew.Service.Features.Definitions;

/// <summary>Makes a definition have no baseline.</summary>
internal sealed class ClearBaseline : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete(DefinitionAddress.Baseline, HandleAsync)
        .WithName("clearBaseline")
        .WithTags(DefinitionAddress.Tag)
        .WithSummary("Have no baseline")
        .WithDescription("The run stays, but retention no longer keeps it. Where there is no baseline, nothing changes.")
        .TakesDefinitionId()
        .Answers(StatusCodes.Status204NoContent, "The definition has no baseline.")
        .Fails(ProblemType.DefinitionNotFound);

    private static async Task<IResult> HandleAsync(string id, DefinitionStore definitions, CancellationToken cancelled) =>
        DefinitionAddress.TryReadId(id, out var definitionId) && await definitions.SetBaselineAsync(definitionId, null, cancelled)
            ? Results.NoContent()
            : DefinitionAddress.NotFound(id);
}
