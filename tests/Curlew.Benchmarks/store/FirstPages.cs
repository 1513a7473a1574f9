using System.Diagnostics;
using Curlew.Domain.Outcomes;
using Curlew.Storage.Outcomes;

namespace Curlew.Benchmarks.Store;

/// <summary>How soon the first page is there, by filter and order: the median and the worst of some, in milliseconds.</summary>
internal static class FirstPages
{
    private const int Rounds = 20;
    private const int RoundsOfPairs = 5;

    private static readonly (string Name, Func<OutcomeFilter, OutcomeFilter> With)[] Filters =
    [
        ("step", filter => filter with { Step = 1 }),
        ("status=200", filter => filter with { Status = 200 }),
        ("status=503", filter => filter with { Status = 503 }),
        ("status=404", filter => filter with { Status = 404 }),
        ("status=5xx", filter => filter with { StatusClass = 5 }),
        ("curlCode=92", filter => filter with { CurlCode = 92 }),
        ("failed", filter => filter with { Failed = true }),
        ("failure=body", filter => filter with { Failure = FailureKind.Body }),
        ("iteration", filter => filter with { Iteration = 3_000_000 }),
        ("minServiceTime=50ms", filter => filter with { MinServiceTimeMicros = 50_000 }),
        ("maxServiceTime=0.2ms", filter => filter with { MaxServiceTimeMicros = 200 }),
        ("serviceTime=20.000-20.005ms", filter => filter with { MinServiceTimeMicros = 20_000, MaxServiceTimeMicros = 20_005 }),
        ("minResponseTime=50ms", filter => filter with { MinResponseTimeMicros = 50_000 }),
        ("time", filter => filter with { FirstEndMicros = 400_000_000, LastEndMicros = 400_999_999 }),
        ("httpVersion=none", filter => filter with { HttpVersion = NegotiatedHttpVersion.None }),
        ("httpVersion=2", filter => filter with { HttpVersion = NegotiatedHttpVersion.Http2 }),
        ("connectionId=17", filter => filter with { ConnectionId = 17 }),
        ("connectionId=100000", filter => filter with { ConnectionId = 100_000 }),
    ];

    // What neither blocks nor the index help with: measured alone, so that it does not take most of the time.
    private static readonly OutcomeFilter NarrowResponseTime = new() { MinResponseTimeMicros = 20_000, MaxResponseTimeMicros = 20_005 };

    /// <summary>Each filter with each order; and pairs of filters too.</summary>
    public static IEnumerable<object> Measure(BenchmarkFile file, bool pairs)
    {
        var measured = new List<object>();
        foreach (var order in Enum.GetValues<OutcomeOrder>())
        {
            measured.Add(Measure(file, "all", OutcomeFilter.All, order, Rounds));
            foreach (var (name, with) in Filters)
                measured.Add(Measure(file, name, with(OutcomeFilter.All), order, Rounds));
            measured.Add(Measure(file, "responseTime=20.000-20.005ms", NarrowResponseTime, order, RoundsOfPairs));
            for (var first = 0; pairs && first < Filters.Length; first++)
            {
                foreach (var (name, with) in Filters[(first + 1)..])
                {
                    measured.Add(Measure(
                        file, $"{Filters[first].Name} & {name}", with(Filters[first].With(OutcomeFilter.All)), order, RoundsOfPairs));
                }
            }
        }

        return measured;
    }

    private static object Measure(BenchmarkFile file, string name, OutcomeFilter filter, OutcomeOrder order, int rounds)
    {
        var found = 0;
        var times = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            found = file.FirstPage(filter, order);
            times[round] = clock.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        return new { Filter = name, Order = order.ToString(), Found = found, MedianMs = times[rounds / 2], WorstMs = times[^1] };
    }
}
