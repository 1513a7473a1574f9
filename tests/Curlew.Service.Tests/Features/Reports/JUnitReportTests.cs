using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.Service.Features.Reports;
using Curlew.TestServers.Faults;

namespace Curlew.Service.Tests.Features.Reports;

/// <summary>The report as JUnit XML: what a CI system makes of it.</summary>
public sealed class JUnitReportTests : IAsyncLifetime
{
    private FaultServer _server = null!;
    private ServiceUnderTest _service = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FaultServer.StartAsync();
        _service = await ServiceUnderTest.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Thresholds_OneHeldOneBroken_AreAPassAndAFailureWithItsFigure()
    {
        var xml = await ReportAsync("name \u202e<&\"", $"{_server.Http1}status/500?every=2", """
            { "metric": "errorRate", "condition": "<", "valuePercent": 1 }, { "metric": "requests", "condition": ">=", "value": 20 }
            """);

        var cases = CasesOf(xml, "thresholds");
        cases.Select(@case => (string)@case.Attribute("name")!).Should().Equal("errorRate < 1 %", "requests >= 20");
        cases[0].Elements("failure").Should().ContainSingle().Which.Attribute("message")!.Value.Should().StartWith("It is 50 %.");
        cases[1].Elements().Select(element => element.Name.LocalName).Should().Equal("system-out");
        CasesOf(xml, "run").Should().ContainSingle().Which.Elements().Should().BeEmpty();
        xml.Attribute("name")!.Value.Should().Be("name <&\"");
        ShouldBeOfTheForm(xml);
    }

    [Theory]
    [InlineData(Verdict.Passed, "It was broken for a while, first seen after 1.5 s.")]
    [InlineData(Verdict.Failed, "It was first seen broken after 1.5 s.")]
    public void Threshold_BrokenMeanwhile_SaysWhetherItHeldInTheEnd(Verdict result, string note) =>
        new ReportThreshold("requests >= 20", null, result, "30", BrokenAfterSeconds: 1.5, StoppedRun: false).Note.Should().Be(note);

    [Fact]
    public async Task Run_WithoutThresholds_HasTheCaseThatItCompleted()
    {
        var xml = await ReportAsync("plain", $"{_server.Http1}ok", "");

        CasesOf(xml, "run").Should().ContainSingle().Which.Attribute("name")!.Value.Should().Be("run completed");
        CasesOf(xml, "selfChecks").Should().NotBeEmpty();
        xml.Elements("testsuite").Should().HaveCount(2);
        Count(xml, "errors").Should().Be(0);
        Count(xml, "failures").Should().Be(0);
        ShouldBeOfTheForm(xml);
    }

    [Fact]
    public async Task Run_WithInvalidFigures_IsNotGreen()
    {
        var report = await InvalidAsync(Verdict.NotApplicable, thresholds: true);

        var xml = Parse(JUnitReport.Write(report));

        CasesOf(xml, "thresholds").Should().OnlyContain(@case => @case.Element("error") != null);
        CasesOf(xml, "selfChecks").Where(@case => @case.Element("error") is not null).Should().ContainSingle()
            .Which.Attribute("name")!.Value.Should().Be("eventLoopBusy");
        ShouldBeOfTheForm(xml);
    }

    [Theory]
    [InlineData(Verdict.Passed, true)]
    [InlineData(Verdict.NotApplicable, false)]
    public async Task InvalidCheck_ThatKeepsNothingFromBeingJudged_IsSkipped(Verdict verdict, bool thresholds)
    {
        var report = await InvalidAsync(verdict, thresholds);

        var xml = Parse(JUnitReport.Write(report));

        CasesOf(xml, "selfChecks").Where(@case => @case.Element("skipped") is not null).Should().ContainSingle();
        Count(xml, "errors").Should().Be(0);
        ShouldBeOfTheForm(xml);
    }

    [Fact]
    public async Task Run_WithoutAnyAnswer_IsNotGreen()
    {
        var report = await InvalidAsync(Verdict.Failed, thresholds: true);
        var results = report.Results! with { CurlCodes = [new CurlCodeCount(7, "CURLE_COULDNT_CONNECT", "Could not connect", 20)] };

        var xml = Parse(JUnitReport.Write(report with { Results = results }));

        CasesOf(xml, "thresholds").Should().OnlyContain(@case => @case.Element("error") != null);
        ShouldBeOfTheForm(xml);
    }

    [Fact]
    public async Task Run_StoppedWhileItWaited_IsAnErrorWithTheReason()
    {
        var first = await _service.Client.QueueAsync($$"""{"url": "{{_server.Http1}}ok", "durationSeconds": 600}""");
        await _service.Client.WhenAsync(first, "running");
        var second = await _service.Client.QueueAsync($$"""{"url": "{{_server.Http1}}ok", "requests": 5}""");
        using var stop = await _service.Client.SendAsync("POST", (string)second["links"]!["stop"]!);

        var xml = await ReadAsync(second);

        var error = CasesOf(xml, "run").Should().ContainSingle().Which.Element("error")!;
        error.Attribute("message")!.Value.Should().StartWith("The run was stopped: ").And.Contain((string)(await stop.JsonAsync())["stopReason"]!);
        ShouldBeOfTheForm(xml);
    }

    /// <summary>A report of a real run whose figures are called invalid.</summary>
    private async Task<Report> InvalidAsync(Verdict verdict, bool thresholds)
    {
        var run = await RunAsync("run", $"{_server.Http1}ok", thresholds ? """{ "metric": "requests", "condition": ">=", "value": 20 }""" : "");
        var gathering = (ReportGathering)_service.Services.GetService(typeof(ReportGathering))!;
        var (report, _) = await gathering.GatherAsync((string)run["id"]!, TestContext.Current.CancellationToken);
        return report! with
        {
            Run = report.Run with { Name = "run \u0001\ufffe", Verdict = verdict, Validity = SelfCheckResult.Invalid },
            SelfChecks = [new SelfCheck("eventLoopBusy", SelfCheckResult.Invalid, 99, "percent", "The event loop had no time left.")],
        };
    }

    private async Task<XElement> ReportAsync(string name, string url, string thresholds) => await ReadAsync(await RunAsync(name, url, thresholds));

    private Task<JsonNode> RunAsync(string name, string url, string thresholds) => _service.Client.RunAsync($$"""
        { "name": {{System.Text.Json.JsonSerializer.Serialize(name)}}, "url": "{{url}}", "requests": 20, "judgeInvalidRuns": true, "thresholds": [ {{thresholds}} ] }
        """);

    private async Task<XElement> ReadAsync(JsonNode run)
    {
        using var answer = await _service.Client.SendAsync("GET", $"{run["links"]!["self"]}/report.junit.xml");
        return XElement.Parse(await answer.TextAsync());
    }

    private static XElement Parse(byte[] report) => XElement.Parse(Encoding.UTF8.GetString(report));

    private static List<XElement> CasesOf(XElement xml, string suite) =>
        [.. xml.Elements("testsuite").Single(element => ((string)element.Attribute("name")!).EndsWith($": {suite}", StringComparison.Ordinal)).Elements("testcase")];

    private static int Count(XElement xml, string attribute) => (int)xml.Attribute(attribute)!;

    /// <summary>What https://github.com/testmoapp/junitxml describes and CI systems read, with counts that are true.</summary>
    private static void ShouldBeOfTheForm(XElement xml)
    {
        xml.Name.LocalName.Should().Be("testsuites");
        xml.Attributes().Select(attribute => attribute.Name.LocalName).Should().Equal("name", "tests", "failures", "errors", "skipped", "time");
        ShouldCountItsCases(xml);
        foreach (var suite in xml.Elements())
        {
            suite.Name.LocalName.Should().Be("testsuite");
            suite.Attributes().Select(attribute => attribute.Name.LocalName)
                .Should().Equal("name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname");
            ShouldCountItsCases(suite);
            DateTime.TryParseExact(
                (string)suite.Attribute("timestamp")!, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _).Should().BeTrue();
            suite.Element("properties")!.Elements().Should().OnlyContain(
                property => property.Name == "property" && property.Attribute("name") != null && property.Attribute("value") != null);
            suite.Elements().Select(element => element.Name.LocalName).Distinct().Should().Equal("properties", "testcase");
            foreach (var @case in suite.Elements("testcase"))
            {
                @case.Attributes().Select(attribute => attribute.Name.LocalName).Should().Equal("name", "classname", "time");
                @case.Elements().Select(element => element.Name.LocalName).Should().BeSubsetOf(["failure", "error", "skipped", "system-out"]);
                @case.Elements().Should().HaveCountLessThanOrEqualTo(1);
                @case.Elements().Where(element => element.Name != "system-out").Should().OnlyContain(element => element.Attribute("message") != null);
                ShouldBeSeconds(@case);
            }
        }
    }

    /// <summary>Counts of the document or of one suite are those of the cases in it.</summary>
    private static void ShouldCountItsCases(XElement element)
    {
        var cases = element.Descendants("testcase").ToList();
        Count(element, "tests").Should().Be(cases.Count);
        Count(element, "failures").Should().Be(cases.Count(@case => @case.Element("failure") != null));
        Count(element, "errors").Should().Be(cases.Count(@case => @case.Element("error") != null));
        Count(element, "skipped").Should().Be(cases.Count(@case => @case.Element("skipped") != null));
        ShouldBeSeconds(element);
    }

    private static void ShouldBeSeconds(XElement element) =>
        decimal.Parse((string)element.Attribute("time")!, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture).Should().BeGreaterThanOrEqualTo(0);
}
