using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.LibCurl;
using Curlew.Service.Metrics;

namespace Curlew.Service.Tests.Metrics;

/// <summary>No server and no libcurl to come can make more series than are known.</summary>
public sealed class MetricLabelsTests
{
    [Fact]
    public void OfHttpStatus_EveryNumber_HasAtMostFiveHundredAndOneValues()
    {
        var values = Enumerable.Range(short.MinValue, 1 << 16).Select(status => MetricLabels.OfHttpStatus(status).Value).Distinct().ToList();

        values.Should().HaveCount(501).And.Contain([100, 200, 599, "_OTHER"]);
    }

    [Fact]
    public void OfCurlCode_EveryNumber_IsASymbolThatIsKnown()
    {
        var values = Enumerable.Range(-1, 1000).Select(code => MetricLabels.OfCurlCode(code).Value).Distinct().ToList();

        values.Should().HaveCount(Enum.GetValues<CurlCode>().Distinct().Count() + 1).And.Contain(["CURLE_OK", "_OTHER"]);
    }

    [Fact]
    public void Of_WhatARunDidNotComeTo_IsNone()
    {
        MetricLabels.Of((Verdict?)null).Value.Should().Be("none");
        MetricLabels.Of((SelfCheckResult?)null).Value.Should().Be("none");
        MetricLabels.Of((Verdict?)Verdict.NotApplicable).Value.Should().Be("notApplicable");
    }
}
