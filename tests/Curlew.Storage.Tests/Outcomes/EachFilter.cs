using Curlew.Domain.Outcomes;
using Curlew.Storage.Outcomes;

namespace Curlew.Storage.Tests.Outcomes;

/// <summary>Filters to try, and what each has to find.</summary>
internal static class EachFilter
{
    /// <summary>Filters by one or two things: that occur often, seldom, or never.</summary>
    public static IEnumerable<OutcomeFilter> Filters() =>
        from status in new int?[] { null, 200, 503, 999 }
        from statusClass in new int?[] { null, 0, 4 }
        from curlCode in new int?[] { null, 0, 28, 92 }
        from step in new int?[] { null, 1, 7 }
        from least in new long?[] { null, 1_900, 1_000_000, 1_000_001 }
        from failed in new bool?[] { null, true, false }
        from failure in new FailureKind?[] { null, FailureKind.None, FailureKind.Status, FailureKind.Template }
        from iteration in new long?[] { null, 0, 1_234, 1_000_000 }
        where new object?[] { status, statusClass, curlCode, step, least, failed, failure, iteration }.Count(part => part is not null) <= 2
        select new OutcomeFilter
        {
            Status = status,
            StatusClass = statusClass,
            CurlCode = curlCode,
            Step = step,
            MinServiceTimeMicros = least,
            Failed = failed,
            Failure = failure,
            Iteration = iteration,
        };

    /// <summary>The rows that LINQ finds in the outcomes that were written.</summary>
    public static IEnumerable<long> Expected(Outcome[] outcomes, OutcomeFilter filter) =>
        outcomes.Index().Where(entry => Matches(entry.Item, filter)).Select(entry => entry.Index + 1L);

    private static bool Matches(Outcome outcome, OutcomeFilter filter) =>
        (filter.Status is null || outcome.Status == filter.Status)
        && (filter.StatusClass is null || outcome.Status / 100 == filter.StatusClass)
        && (filter.CurlCode is null || outcome.CurlCode == filter.CurlCode)
        && (filter.Step is null || outcome.Step == filter.Step)
        && (filter.MinServiceTimeMicros is null || outcome.TotalMicros >= filter.MinServiceTimeMicros)
        && (filter.Failed is null || outcome.Succeeded != filter.Failed)
        && (filter.Failure is null || outcome.Failure == filter.Failure)
        && (filter.Iteration is null || outcome.Iteration == filter.Iteration);
}
