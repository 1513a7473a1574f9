using System.Text.Json;
using Curlew.Domain.Comparisons;
using Curlew.Domain.Comparisons.Plan;
using Curlew.Domain.Comparisons.Results;
using Curlew.Domain.Json;
using Curlew.Storage.Comparisons;

namespace Curlew.Service.Features.Comparisons;

/// <summary>A comparison in short; its own address has the rest.</summary>
public sealed record ComparisonListItem
{
    /// <inheritdoc cref="ComparisonResource.Id"/>
    public required Guid Id { get; init; }

    /// <inheritdoc cref="ComparisonResource.Name"/>
    public required string Name { get; init; }

    /// <inheritdoc cref="ComparisonResource.Question"/>
    public string? Question { get; init; }

    /// <inheritdoc cref="ComparisonResource.DefinitionId"/>
    public Guid? DefinitionId { get; init; }

    /// <inheritdoc cref="ComparisonResource.DefinitionRevision"/>
    public int? DefinitionRevision { get; init; }

    /// <inheritdoc cref="ComparisonResource.Status"/>
    public required ComparisonStatus Status { get; init; }

    /// <inheritdoc cref="ComparisonResource.Reason"/>
    public string? Reason { get; init; }

    /// <summary>Runs that have been queued, ended or not.</summary>
    public required int RunsQueued { get; init; }

    /// <summary>All of its runs.</summary>
    public required int RunsPlanned { get; init; }

    /// <summary>The arm to use; absent before the end, and where none can be recommended.</summary>
    public string? Recommended { get; init; }

    /// <inheritdoc cref="ComparisonResource.CreatedBy"/>
    public required string CreatedBy { get; init; }

    /// <inheritdoc cref="ComparisonResource.CreatedAt"/>
    public required DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="ComparisonResource.EndedAt"/>
    public DateTime? EndedAt { get; init; }

    /// <inheritdoc cref="ComparisonResource.Links"/>
    public required ComparisonLinks Links { get; init; }

    internal static ComparisonListItem Of(ComparisonRecord comparison) => new()
    {
        Id = comparison.Id,
        Name = comparison.Name,
        Question = comparison.Question,
        DefinitionId = comparison.DefinitionId,
        DefinitionRevision = comparison.DefinitionRevision,
        Status = comparison.Status,
        Reason = comparison.Reason,
        RunsQueued = comparison.Queued,
        RunsPlanned = JsonSerializer.Deserialize<ComparisonTerms>(comparison.PlanJson, CurlewJson.Options)!.Plan.Order.Count,
        Recommended = comparison.ResultJson is { } result
            ? JsonSerializer.Deserialize<ComparisonResult>(result, CurlewJson.Options)!.Recommendation.Arm
            : null,
        CreatedBy = comparison.CreatedBy,
        CreatedAt = comparison.CreatedAt.UtcDateTime,
        EndedAt = comparison.EndedAt?.UtcDateTime,
        Links = ComparisonLinks.Of(comparison.Id),
    };
}
