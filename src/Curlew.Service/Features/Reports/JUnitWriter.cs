using System.Globalization;
using System.Xml;
using Curlew.Service.Features.Runs;

namespace Curlew.Service.Features.Reports;

/// <summary>What a test case came to.</summary>
internal enum JUnitResult
{
    /// <summary>It passed.</summary>
    Passed,

    /// <summary>What was tested is not as it should be.</summary>
    Failure,

    /// <summary>It could not be tested.</summary>
    Error,

    /// <summary>It was left out.</summary>
    Skipped,
}

/// <summary>A test case.</summary>
internal sealed record JUnitCase(string Name)
{
    public JUnitResult Result { get; init; }

    public string Message { get; init; } = "";

    public string Type { get; init; } = "";

    /// <summary>What <c>system-out</c> says; nothing where it is null.</summary>
    public string? Output { get; init; }
}

/// <summary>Test cases that belong together.</summary>
internal sealed record JUnitSuite(string Name, IReadOnlyList<JUnitCase> Cases)
{
    public int Count(JUnitResult result) => Cases.Count(@case => @case.Result == result);
}

/// <summary>Writes test cases as JUnit XML.</summary>
internal sealed class JUnitWriter(XmlWriter xml, Report report)
{
    /// <summary>Writes the whole document.</summary>
    public void Write(IReadOnlyList<JUnitSuite> suites)
    {
        xml.WriteStartElement("testsuites");
        Attribute("name", report.Run.Name);
        WriteCounts([.. suites.SelectMany(suite => suite.Cases)]);
        foreach (var suite in suites)
            Write(suite);
        xml.WriteEndElement();
    }

    private string Seconds => (report.Results?.DurationSeconds ?? 0).ToString("0.###", CultureInfo.InvariantCulture);

    private void Write(JUnitSuite suite)
    {
        xml.WriteStartElement("testsuite");
        Attribute("name", $"{report.Run.Name}: {suite.Name}");
        WriteCounts(suite.Cases);
        var started = report.Run.StartedAt ?? report.Run.CreatedAt;
        Attribute("timestamp", started.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        Attribute("hostname", report.Host.Name);
        WriteProperties();
        foreach (var @case in suite.Cases)
            Write(@case, suite);
        xml.WriteEndElement();
    }

    private void WriteCounts(IReadOnlyList<JUnitCase> cases)
    {
        var all = new JUnitSuite("", cases);
        Attribute("tests", Text(cases.Count));
        Attribute("failures", Text(all.Count(JUnitResult.Failure)));
        Attribute("errors", Text(all.Count(JUnitResult.Error)));
        Attribute("skipped", Text(all.Count(JUnitResult.Skipped)));
        Attribute("time", Seconds);
    }

    private void WriteProperties()
    {
        xml.WriteStartElement("properties");
        Property("runId", report.Run.Id.ToString());
        Property("status", report.Run.Status.ToWord());
        Property("verdict", report.Run.Verdict?.ToString());
        Property("validity", report.Run.Validity?.ToString());
        Property("regression", report.Regression?.Result?.ToString());
        Property("engine", report.Engine is { } engine ? $"{engine.Name} (libcurl {engine.LibcurlVersion})" : null);
        Property("requests", report.Results?.Total.Requests.ToString(CultureInfo.InvariantCulture));
        Property("failed", report.Results?.Total.Failed.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    private void Write(JUnitCase @case, JUnitSuite suite)
    {
        xml.WriteStartElement("testcase");
        Attribute("name", @case.Name);
        Attribute("classname", $"{report.Run.Name}.{suite.Name}");
        Attribute("time", Seconds);
        if (@case.Result != JUnitResult.Passed)
        {
            xml.WriteStartElement(@case.Result.ToString().ToLowerInvariant());
            Attribute("message", @case.Message);
            if (@case.Type.Length > 0)
                Attribute("type", @case.Type);
            if (@case.Result != JUnitResult.Skipped)
                xml.WriteString(PrintableText.Of(@case.Message));
            xml.WriteEndElement();
        }

        if (@case.Output is { } output)
            xml.WriteElementString("system-out", PrintableText.Of(output));
        xml.WriteEndElement();
    }

    private void Property(string name, string? value)
    {
        if (value is null)
            return;
        xml.WriteStartElement("property");
        Attribute("name", name);
        Attribute("value", value.Length > 0 ? char.ToLowerInvariant(value[0]) + value[1..] : value);
        xml.WriteEndElement();
    }

    private void Attribute(string name, string value) => xml.WriteAttributeString(name, PrintableText.Of(value));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
