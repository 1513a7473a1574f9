using System.Globalization;
using System.Text.RegularExpressions;

namespace Curlew.Service.Tests.Metrics;

/// <summary>
/// Prometheus' text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/), read as strictly as its
/// text has it: whatever a scraper might stumble over is a <see cref="FormatException"/>.
/// </summary>
internal sealed partial class PrometheusText
{
    private static readonly string[] Types = ["counter", "gauge", "histogram", "summary", "untyped"];

    private readonly Dictionary<string, MetricFamily> _families = [];

    private PrometheusText()
    {
    }

    /// <summary>All metrics by name, a histogram's by the name without <c>_bucket</c>, <c>_sum</c> or <c>_count</c>.</summary>
    public IReadOnlyDictionary<string, MetricFamily> Families => _families;

    /// <summary>Reads a whole text.</summary>
    public static PrometheusText Parse(string text)
    {
        if (!text.EndsWith('\n') || text.Contains('\r'))
            throw new FormatException("The last line must end with a line feed, and no line with anything else.");
        var read = new PrometheusText();
        MetricFamily? current = null;
        foreach (var line in text[..^1].Split('\n').Where(line => line.Trim().Length > 0))
        {
            current = line.StartsWith('#') ? read.ReadComment(line, current) : ReadSample(line, current);
        }

        foreach (var family in read._families.Values)
            family.Check();
        return read;
    }

    /// <summary>The value of the one series of a metric that has these labels among its own; null where there is none.</summary>
    public double? Value(string metric, params (string Name, string Value)[] labels) =>
        Families.GetValueOrDefault(FamilyOf(metric))?.Samples
            .SingleOrDefault(sample => sample.Name == metric
                && labels.All(label => sample.Labels.GetValueOrDefault(label.Name) == label.Value))
            ?.Value;

    private string FamilyOf(string metric) =>
        _families.ContainsKey(metric) ? metric : HistogramPart().Replace(metric, "");

    private MetricFamily? ReadComment(string line, MetricFamily? current)
    {
        if (Comment().Match(line) is not { Success: true } comment)
            return current;
        var (keyword, name, rest) = (comment.Groups["keyword"].Value, comment.Groups["name"].Value, comment.Groups["rest"].Value);
        if (!MetricName().IsMatch(name))
            throw new FormatException($"Not a name: {line}");
        if (current?.Name != name)
        {
            if (!_families.TryAdd(name, new MetricFamily(name)))
                throw new FormatException($"The lines of {name} are not together.");
            current = _families[name];
        }

        if (current.Samples.Count > 0)
            throw new FormatException($"A sample stands before: {line}");
        if (keyword == "HELP" ? current.Help is not null : current.Type is not null)
            throw new FormatException($"There are two of: {line}");
        if (keyword == "HELP")
            current.Help = InvalidEscape().IsMatch(rest) ? throw new FormatException($"A bad escape: {line}") : rest;
        else
            current.Type = Types.Contains(rest) ? rest : throw new FormatException($"Not a type: {line}");
        return current;
    }

    private static MetricFamily ReadSample(string line, MetricFamily? current)
    {
        var sample = Sample().Match(line);
        if (!sample.Success)
            throw new FormatException($"Not a sample: {line}");
        var name = sample.Groups["metric"].Value;
        var isPart = current?.Type == "histogram" && HistogramPart().IsMatch(name);
        if (current?.Type is null || current.Name != (isPart ? HistogramPart().Replace(name, "") : name))
            throw new FormatException($"Its type does not stand right before: {line}");
        var labels = new Dictionary<string, string>();
        foreach (Match label in Label().Matches(sample.Groups["labels"].Value))
        {
            if (!labels.TryAdd(label.Groups["name"].Value, label.Groups["value"].Value))
                throw new FormatException($"A label stands there twice: {line}");
        }

        current.Samples.Add(new MetricSample(name, labels, NumberOf(sample.Groups["value"].Value)));
        return current;
    }

    private static double NumberOf(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private const string Labels = """[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\["\\n])*""" + "\"";

    [GeneratedRegex("^# (?<keyword>HELP|TYPE) (?<name>[^ ]+) (?<rest>.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"\\[^\\n]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InvalidEscape();

    [GeneratedRegex(
        "^(?<metric>[a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?<labels>(" + Labels + "(,(?=[^}])|(?=\\})))*)\\})? "
        + "(?<value>[+-]Inf|NaN|[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?)( -?[0-9]+)?$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sample();

    [GeneratedRegex(
        "(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=\"(?<value>([^\"\\\\]|\\\\[\"\\\\n])*)\"",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HistogramPart();
}
