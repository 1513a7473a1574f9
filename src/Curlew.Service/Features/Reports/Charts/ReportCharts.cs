using Curlew.Domain.Timelines;

namespace Curlew.Service.Features.Reports.Charts;

/// <summary>The charts of a report.</summary>
internal static class ReportCharts
{
    private const double ShortestSeconds = 0.1;

    /// <summary>The charts that there is something to draw in.</summary>
    public static IEnumerable<LineChart> Of(Report report)
    {
        if (report.Timeline.Count > 0)
        {
            yield return OverTime(
                report, "Requests", "per second",
                ("all", point => point.Total.RatePerSecond),
                ("failed", point => point.Total.RatePerSecond * point.Total.ErrorPercent / 100));
            yield return OverTime(
                report, "Response time, from the planned start", "ms",
                ("p50", point => point.Total.ResponseTimeMs?.P50),
                ("p95", point => point.Total.ResponseTimeMs?.P95),
                ("p99", point => point.Total.ResponseTimeMs?.P99));
            yield return OverTime(
                report, "Service time, from the real start", "ms",
                ("p50", point => point.Total.ServiceTimeMs?.P50),
                ("p95", point => point.Total.ServiceTimeMs?.P95),
                ("p99", point => point.Total.ServiceTimeMs?.P99));
        }

        if (report.Percentiles.Count > 0)
            yield return Distribution(report.Percentiles);
        if (report.Timeline.Count > 0)
        {
            yield return OverTime(
                report, "Virtual users and connections", "at one time",
                ("virtual users", point => point.VirtualUsers),
                ("open connections", point => point.OpenConnections));
            yield return OverTime(
                report, "CPU of the generator", "% of one core",
                ("event loops", point => point.GeneratorCpuPercent),
                ("storing outcomes", point => point.StoreCpuPercent));
        }
    }

    /// <summary>A run ends a moment after a full second: what is left is too short to tell a rate, unless it is all there is.</summary>
    private static IReadOnlyList<TimelinePoint> Drawn(IReadOnlyList<TimelinePoint> points) =>
        points.Count > 1 && points[^1].ToSeconds - points[^1].FromSeconds < ShortestSeconds ? [.. points.SkipLast(1)] : points;

    /// <summary>A point stands in the middle of its span.</summary>
    private static LineChart OverTime(
        Report report, string title, string unit, params (string Name, Func<TimelinePoint, double?> Of)[] series)
    {
        var points = Drawn(report.Timeline);
        return new LineChart
        {
            Title = title,
            Unit = unit,
            Across = Axis.OfTime(points[^1].ToSeconds),
            Places = [.. points.Select(point => (point.FromSeconds + point.ToSeconds) / 2)],
            PlaceText = place => $"{Axis.Moment(points[place].FromSeconds)} to {Axis.Moment(points[place].ToSeconds)}",
            Series = [.. series.Select(line => new Series(line.Name, [.. points.Select(line.Of)]))],
            WarmUpTo = report.Definition.WarmUpSeconds ?? 0,
        };
    }

    private static LineChart Distribution(IReadOnlyList<ReportPercentile> percentiles)
    {
        // The greatest value is at 100 %, which is infinitely many nines away.
        List<ReportPercentile> drawn = [.. percentiles.Where(row => row.Percentile < 100)];
        return new LineChart
        {
            Title = "Distribution of times",
            Unit = "ms",
            Across = Axis.OfPercentiles(drawn[^1].Percentile),
            Places = [.. drawn.Select(row => Axis.Nines(row.Percentile))],
            PlaceText = place => $"{drawn[place].Percentile.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture)} % of all requests",
            Series =
            [
                new Series("response time", [.. drawn.Select(row => (double?)row.ResponseTimeMs)]),
                new Series("service time", [.. drawn.Select(row => (double?)row.ServiceTimeMs)]),
            ],
        };
    }
}
