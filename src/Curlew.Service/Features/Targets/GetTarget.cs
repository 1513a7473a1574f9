using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Targets;

namespace Curlew.Service.Features.Targets;

/// <summary>Shows a target rule.</summary>
internal sealed class GetTarget : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(TargetAddress.Target, HandleAsync)
        .WithName("getTarget")
        .WithTags(TargetAddress.Tag)
        .WithSummary("Read a target rule")
        .WithDescription("Who allowed what, when, and why.")
        .TakesTargetId()
        .Answers<TargetResource>(StatusCodes.Status200OK, "The rule.")
        .Fails(ProblemType.TargetNotFound);

    private static async Task<IResult> HandleAsync(string id, TargetRuleStore rules, CancellationToken cancelled) =>
        Guid.TryParseExact(id, "D", out var ruleId) && await rules.FindAsync(ruleId, cancelled) is { } rule
            ? Results.Ok(TargetResource.Of(rule))
            : TargetAddress.NotFound(id);
}
