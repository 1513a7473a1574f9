using Curlew.Domain.Engines;

namespace Curlew.Domain.Tests.Engines;

public sealed class AdvisoryRulesTests
{
    private const string Misattribution = "http2-misattribution-before-7.77";
    private const string PriorKnowledge = "http2-prior-knowledge-7.88";
    private const string Error92 = "http2-before-8.14";
    private const string GoAway = "http2-goaway-before-8.15";
    private const string CaBundle = "ca-bundle-before-7.87";
    private const string Repeats = "hidden-repeats-before-7.80";
    private const string ConnectionIds = "connection-ids-before-8.2";
    private const string RequestSent = "request-sent-before-8.10";

    public static TheoryData<string, string[]> Known => new()
    {
        { "7.74.0", [Misattribution, Error92, GoAway, CaBundle, Repeats, ConnectionIds, RequestSent] },
        { "7.77.0", [Error92, GoAway, CaBundle, Repeats, ConnectionIds, RequestSent] },
        { "7.87.0", [Error92, GoAway, ConnectionIds, RequestSent] },
        { "7.88.1", [PriorKnowledge, Error92, GoAway, ConnectionIds, RequestSent] },
        { "8.2.0", [Error92, GoAway, RequestSent] },
        { "8.13.0", [Error92, GoAway] },
        { "8.14.1", [GoAway] },
        { "8.22.0", [] },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void For_Version_NamesWhatIsKnownGravestFirst(string version, string[] codes) =>
        AdvisoryRules.For(Version.Parse(version)).Select(advisory => advisory.Code).Should().Equal(codes);

    [Fact]
    public void For_VeryOldVersion_CallsMisattributionCritical() =>
        AdvisoryRules.For(new Version(7, 74, 0))[0].Severity.Should().Be(AdvisorySeverity.Critical);

    [Fact]
    public void Applying_WithoutHttp2_LeavesOutWhatIsAboutHttp2() =>
        AdvisoryRules.Applying(AdvisoryRules.For(new Version(7, 88, 1)), http2InPlay: false)
            .Should().NotBeEmpty().And.OnlyContain(advisory => advisory.AppliesTo == AdvisoryScope.Always);

    [Fact]
    public void Applying_WithHttp2_KeepsAll() =>
        AdvisoryRules.Applying(AdvisoryRules.For(new Version(7, 88, 1)), http2InPlay: true).Should().HaveCount(5);
}
