using Curlew.Domain.Comparisons;

namespace Curlew.Storage.Comparisons;

/// <summary>A part of the list of comparisons.</summary>
/// <param name="Items">The comparisons, newest first.</param>
/// <param name="Next">The last of them, where there are older ones; null where there are none.</param>
public sealed record ComparisonPage(IReadOnlyList<ComparisonRecord> Items, Guid? Next);

/// <summary>Which comparisons to list; null does not restrict.</summary>
/// <param name="Status">Comparisons in this status.</param>
/// <param name="DefinitionId">Comparisons that were made of this saved definition.</param>
public sealed record ComparisonFilter(ComparisonStatus? Status, Guid? DefinitionId);
