using Curlew.Domain.Outcomes;
using Curlew.Storage.Outcomes;

namespace Curlew.Storage.Tests.Outcomes;

/// <summary>Filters to try, and what each has to find.</summary>
internal static class EachFilter
{
    private static readonly Func<OutcomeFilter, OutcomeFilter>[][] Parts =
    [
        [filter => filter with { Status = 200 }, filter => filter with { Status = 503 }, filter => filter with { Status = 999 }],
        [filter => filter with { StatusClass = 0 }, filter => filter with { StatusClass = 4 }],
        [filter => filter with { CurlCode = 0 }, filter => filter with { CurlCode = 28 }, filter => filter with { CurlCode = 92 }],
        [filter => filter with { Step = 1 }, filter => filter with { Step = 7 }],
        [filter => filter with { Failed = true }, filter => filter with { Failed = false }],
        [
            filter => filter with { Failure = FailureKind.None }, filter => filter with { Failure = FailureKind.Status },
            filter => filter with { Failure = FailureKind.Template },
        ],
        [filter => filter with { HttpVersion = NegotiatedHttpVersion.Http11 }, filter => filter with { HttpVersion = NegotiatedHttpVersion.Http3 }],
        [filter => filter with { NewConnection = true }, filter => filter with { NewConnection = false }],
        [filter => filter with { ConnectionId = 17 }, filter => filter with { ConnectionId = 1_000 }],
        [filter => filter with { Iteration = 0 }, filter => filter with { Iteration = 1_234 }, filter => filter with { Iteration = 1_000_000 }],
        [
            filter => filter with { MinServiceTimeMicros = 1_900 }, filter => filter with { MinServiceTimeMicros = 1_000_000 },
            filter => filter with { MinServiceTimeMicros = 1_000_001 },
        ],
        [
            filter => filter with { MaxServiceTimeMicros = 3 },
            filter => filter with { MinServiceTimeMicros = 700, MaxServiceTimeMicros = 702 },
        ],
        [
            filter => filter with { MinResponseTimeMicros = 1_990 },
            filter => filter with { MinResponseTimeMicros = 500, MaxResponseTimeMicros = 505 },
        ],
        [
            filter => filter with { FirstEndMicros = 150_000 }, filter => filter with { LastEndMicros = 1_000 },
            filter => filter with { FirstEndMicros = 100_000, LastEndMicros = 100_999 },
        ],
    ];

    /// <summary>Filters by nothing, and by each one or two things: that occur often, seldom, or never.</summary>
    public static IEnumerable<OutcomeFilter> Filters()
    {
        yield return OutcomeFilter.All;
        for (var first = 0; first < Parts.Length; first++)
        {
            foreach (var one in Parts[first])
            {
                yield return one(OutcomeFilter.All);
                foreach (var other in Parts[(first + 1)..].SelectMany(part => part))
                    yield return other(one(OutcomeFilter.All));
            }
        }
    }

    /// <summary>The rows that LINQ finds in the outcomes that were written, in an order.</summary>
    public static IEnumerable<long> Expected(Outcome[] outcomes, OutcomeFilter filter, OutcomeOrder order = OutcomeOrder.Time)
    {
        var found = outcomes.Index().Where(entry => Matches(entry.Item, filter)).Select(entry => (Row: entry.Index + 1L, entry.Item.TotalMicros));
        return (order switch
        {
            OutcomeOrder.Time => found,
            OutcomeOrder.TimeDescending => found.Reverse(),
            OutcomeOrder.ServiceTime => found.OrderBy(entry => entry.TotalMicros).ThenBy(entry => entry.Row),
            _ => found.OrderByDescending(entry => entry.TotalMicros).ThenByDescending(entry => entry.Row),
        }).Select(entry => entry.Row);
    }

    private static bool Matches(Outcome outcome, OutcomeFilter filter) =>
        (filter.Status is null || outcome.Status == filter.Status)
        && (filter.StatusClass is null || outcome.Status / 100 == filter.StatusClass)
        && (filter.CurlCode is null || outcome.CurlCode == filter.CurlCode)
        && (filter.Step is null || outcome.Step == filter.Step)
        && (filter.Failed is null || outcome.Succeeded != filter.Failed)
        && (filter.Failure is null || outcome.Failure == filter.Failure)
        && (filter.HttpVersion is null || outcome.HttpVersion == filter.HttpVersion)
        && (filter.NewConnection is null || outcome.NewConnection == filter.NewConnection)
        && (filter.ConnectionId is null || outcome.ConnectionId == filter.ConnectionId)
        && (filter.Iteration is null || outcome.Iteration == filter.Iteration)
        && IsBetween(outcome.TotalMicros, filter.MinServiceTimeMicros, filter.MaxServiceTimeMicros)
        && IsBetween(outcome.StartedMicros - outcome.PlannedMicros + outcome.TotalMicros, filter.MinResponseTimeMicros, filter.MaxResponseTimeMicros)
        && IsBetween(outcome.StartedMicros + outcome.TotalMicros, filter.FirstEndMicros, filter.LastEndMicros);

    private static bool IsBetween(long number, long? least, long? greatest) => !(number < least) && !(number > greatest);
}
