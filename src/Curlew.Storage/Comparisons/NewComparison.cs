namespace Curlew.Storage.Comparisons;

/// <summary>A comparison that is to be stored with its first run.</summary>
/// <param name="Record">The comparison.</param>
/// <param name="Arms">Its arms.</param>
public sealed record NewComparison(ComparisonRecord Record, IReadOnlyList<ComparisonArmRecord> Arms);
