using Curlew.Domain.Regressions;

namespace Curlew.Domain.Comparisons.Plan;

/// <summary>How a comparison is carried out and judged.</summary>
/// <param name="Plan">The order of its runs.</param>
/// <param name="Rules">What counts as a difference.</param>
public sealed record ComparisonTerms(ComparisonPlan Plan, RegressionRules Rules);
