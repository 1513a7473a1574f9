using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Storage.Definitions;
using Curlew.Storage.Schedules;

namespace Curlew.Service.Features.Definitions;

/// <summary>Deletes a definition with its revisions.</summary>
internal sealed class DeleteDefinition : ISlice
{
    private const int MostNamed = 5;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete(DefinitionAddress.Definition, HandleAsync)
        .WithName("deleteDefinition")
        .WithTags(DefinitionAddress.Tag)
        .WithSummary("Delete a definition")
        .WithDescription("""
            Deletes a definition and all its revisions, for good. Its runs stay, each with what it ran; its baseline is an ordinary
            run from then on. One that schedules use stays: delete those first, or have them run another one. With `If-Match` only where
            nobody has changed it since.
            """)
        .TakesDefinitionId()
        .TakesIfMatch(isRequired: false)
        .Answers(StatusCodes.Status204NoContent, "Deleted.")
        .Fails(ProblemType.BadRequest, ProblemType.DefinitionNotFound, ProblemType.DefinitionInUse, ProblemType.StaleETag);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, DefinitionStore definitions, ScheduleStore schedules, CancellationToken cancelled)
    {
        if (!DefinitionAddress.TryReadId(id, out var definitionId))
            return DefinitionAddress.NotFound(id);

        // One that is changed meanwhile is looked at again: the change may be one that If-Match allows.
        while (await definitions.FindRecordAsync(definitionId, cancelled) is { } record)
        {
            if (DefinitionTag.Refuse(request, record, isRequired: false) is { } refused)
                return refused;
            if (await schedules.ListAsync(new ScheduleFilter(definitionId, Enabled: null), MostNamed, before: null, cancelled) is { Items.Count: > 0 } users)
                return InUse(users);
            if (await definitions.TryDeleteAsync(record, cancelled))
                return Results.NoContent();
        }

        return DefinitionAddress.NotFound(id);
    }

    private static IResult InUse(SchedulePage users) => Problem.Of(
        ProblemType.DefinitionInUse,
        $"The definition is run by {string.Join(", ", users.Items.Select(schedule => $"\"{schedule.Name}\" ({schedule.Id:D})"))}"
        + $"{(users.Next is null ? "" : " and others")}. Delete these schedules first, or have them run another definition.");
}
