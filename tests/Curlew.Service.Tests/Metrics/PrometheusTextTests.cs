namespace Curlew.Service.Tests.Metrics;

/// <summary>The reader that the other tests rely on refuses what Prometheus would.</summary>
public sealed class PrometheusTextTests
{
    private const string Head = "# TYPE a_total counter\n# HELP a_total Help.\n";
    private const string HistogramHead = "# TYPE h histogram\n# HELP h Help.\n";

    [Fact]
    public void Parse_EveryKindOfLine_IsRead()
    {
        var text = PrometheusText.Parse(
            Head + "a_total{x=\"1\",y=\"a \\\"b\\\" \\\\ \\n}\"} 1.5e3 1395066363000\na_total 0\n"
            + "# a comment\n\n"
            + HistogramHead + "h_bucket{le=\"0.1\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_sum 3.5\nh_count 2\n");

        text.Value("a_total", ("x", "1")).Should().Be(1500);
        text.Families["h"].Type.Should().Be("histogram");
        text.Value("h_count").Should().Be(2);
        text.Value("b").Should().BeNull();
    }

    [Theory]
    [InlineData(Head + "a_total 1")]
    [InlineData(Head + "a_total 1\r\n")]
    [InlineData(Head + "a_total -1\n")]
    [InlineData(Head + "a_total one\n")]
    [InlineData(Head + "a_total{x=1} 1\n")]
    [InlineData(Head + "a_total{x=\"\\t\"} 1\n")]
    [InlineData(Head + "a_total{x-y=\"1\"} 1\n")]
    [InlineData(Head + "a_total{x=\"1\",x=\"2\"} 1\n")]
    [InlineData(Head + "a_total{x=\"1\"} 1\na_total{x=\"1\"} 2\n")]
    [InlineData(Head + "b_total 1\n")]
    [InlineData("a_total 1\n")]
    [InlineData("# TYPE a_total counter\na_total 1\n")]
    [InlineData("# TYPE a_total number\n# HELP a_total Help.\na_total 1\n")]
    [InlineData("# TYPE a.b counter\n# HELP a.b Help.\n")]
    [InlineData(Head + "a_total 1\n# TYPE b gauge\n# HELP b Help.\nb 1\n# TYPE a_total counter\n")]
    [InlineData(HistogramHead + "h_bucket{le=\"1\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData(HistogramHead + "h_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData(HistogramHead + "h_bucket{le=\"2\"} 1\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")]
    [InlineData(HistogramHead + "h_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 2\n")]
    public void Parse_WhatPrometheusWouldNotTake_IsRefused(string text) =>
        FluentActions.Invoking(() => PrometheusText.Parse(text)).Should().Throw<FormatException>();
}
