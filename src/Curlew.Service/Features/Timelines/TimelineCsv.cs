using System.Globalization;
using System.Text;
using Curlew.Domain.Summaries;
using Curlew.Domain.Timelines;
using Curlew.Service.Text;

namespace Curlew.Service.Features.Timelines;

/// <summary>Writes a timeline as comma-separated values (RFC 4180): a line for each point and step, all steps together first.</summary>
internal static class TimelineCsv
{
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly string[] Figures = ["Min", "Mean", "P50", "P75", "P90", "P95", "P99", "P999", "Max"];

    private static readonly string Columns =
        "at,fromSeconds,toSeconds,warmUp,virtualUsers,openConnections,skippedStarts,generatorCpuPercent,storeCpuPercent,"
        + "step,requests,failed,ratePerSecond,errorPercent,bytesUp,bytesDown,"
        + $"{TimesOf("responseTime")},{TimesOf("serviceTime")}";

    /// <summary>Writes all points; what is not known is empty.</summary>
    public static async Task WriteAsync(Stream output, DateTimeOffset? startedAt, IAsyncEnumerable<TimelinePoint> points)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        text.NewLine = "\r\n";
        await text.WriteLineAsync(Columns);
        await foreach (var point in points)
        {
            await text.WriteLineAsync(Line(startedAt, point, point.Total));
            foreach (var step in point.Steps ?? [])
                await text.WriteLineAsync(Line(startedAt, point, step));
        }
    }

    private static string TimesOf(string clock) =>
        string.Join(',', Figures.Select(figure => $"{clock}{figure}Ms"));

    private static string Line(DateTimeOffset? startedAt, TimelinePoint point, TimelineFigures step)
    {
        var at = startedAt?.AddSeconds(point.FromSeconds).UtcDateTime;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{at:yyyy-MM-ddTHH:mm:ss.fffZ},{point.FromSeconds},{point.ToSeconds},{(point.WarmUp ? "true" : "false")},{point.VirtualUsers},"
            + $"{point.OpenConnections},{point.SkippedStarts},{point.GeneratorCpuPercent},{point.StoreCpuPercent},"
            + $"{CsvField.Of(step.Name)},{step.Requests},{step.Failed},{step.RatePerSecond},{step.ErrorPercent},{step.BytesUp},{step.BytesDown},"
            + $"{Cells(step.ResponseTimeMs)},{Cells(step.ServiceTimeMs)}");
    }

    private static string Cells(LatencyFigures? times) => times is null
        ? ",,,,,,,,"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{times.Min},{times.Mean},{times.P50},{times.P75},{times.P90},{times.P95},{times.P99},{times.P999},{times.Max}");
}
