using System.Globalization;
using System.Text;
using Curlew.Domain.Summaries;
using Curlew.Service.Text;

namespace Curlew.Service.Features.Reports;

/// <summary>A report as CSV (RFC 4180): a line for each step and one for all together, with every figure of the summary.</summary>
internal static class CsvReport
{
    private const string LineEnd = "\r\n";

    private static readonly (string Name, Func<LatencyFigures, double> Of)[] Figures =
    [
        ("Min", figures => figures.Min), ("Mean", figures => figures.Mean), ("P50", figures => figures.P50),
        ("P75", figures => figures.P75), ("P90", figures => figures.P90), ("P95", figures => figures.P95),
        ("P99", figures => figures.P99), ("P999", figures => figures.P999), ("Max", figures => figures.Max),
    ];

    private static readonly (string Name, Func<StepSummary, object?> Of)[] Columns =
    [
        ("step", step => CsvField.Of(PrintableText.Of(step.Name))),
        ("requests", step => step.Requests),
        ("succeeded", step => step.Succeeded),
        ("failed", step => step.Failed),
        ("ratePerSecond", step => step.RatePerSecond),
        ("bytesUp", step => step.BytesUp),
        ("bytesDown", step => step.BytesDown),
        ("hiddenRepeats", step => step.HiddenRepeats),
        .. Distribution("responseTime", step => step.ResponseTimeMs),
        .. Distribution("serviceTime", step => step.ServiceTimeMs),
        .. Distribution("startLag", step => step.StartLagMs),
        ("dnsMs", step => step.Phases?.DnsMs),
        ("connectMs", step => step.Phases?.ConnectMs),
        ("tlsMs", step => step.Phases?.TlsMs),
        ("requestSentMs", step => step.Phases?.RequestSentMs),
        ("firstByteMs", step => step.Phases?.FirstByteMs),
        ("transferMs", step => step.Phases?.TransferMs),
    ];

    /// <summary>The report; of a run without results, the line of column names.</summary>
    public static byte[] Write(Report report)
    {
        var csv = new StringBuilder();
        AppendLine(csv, Columns.Select(column => column.Name));
        if (report.Results is { } results)
        {
            foreach (var step in results.Steps.Append(results.Total))
                AppendLine(csv, Columns.Select(column => column.Of(step)));
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static IEnumerable<(string, Func<StepSummary, object?>)> Distribution(string name, Func<StepSummary, LatencyFigures?> of) =>
        Figures.Select(figure => ($"{name}{figure.Name}Ms", (Func<StepSummary, object?>)(step => of(step) is { } figures ? figure.Of(figures) : null)));

    private static void AppendLine(StringBuilder csv, IEnumerable<object?> values) => csv
        .AppendJoin(',', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)))
        .Append(LineEnd);
}
