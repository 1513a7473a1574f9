using Curlew.Domain.Access;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access;
using Curlew.Storage.Targets;

namespace Curlew.Service.Features.Targets;

/// <summary>Takes a target rule away.</summary>
internal sealed class DeleteTarget : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete(TargetAddress.Target, HandleAsync)
        .WithName("deleteTarget")
        .WithTags(TargetAddress.Tag)
        .WithSummary("Delete a target rule")
        .WithDescription("""
            What no other rule allows is not tested from now on: neither by runs that are POSTed, nor by those that wait. A run that is under
            way goes on by the rules that it began with; stop it, or all of them with `POST /api/v1/stop-all`.
            """)
        .RequiresRole(ApiRole.Admin)
        .TakesTargetId()
        .Answers(StatusCodes.Status204NoContent, "Deleted.")
        .Fails(ProblemType.TargetNotFound);

    private static async Task<IResult> HandleAsync(string id, TargetRuleStore rules, CancellationToken cancelled) =>
        Guid.TryParseExact(id, "D", out var ruleId) && await rules.DeleteAsync(ruleId, cancelled)
            ? Results.NoContent()
            : TargetAddress.NotFound(id);
}
