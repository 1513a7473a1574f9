using Curlew.Domain.Errors;
using Curlew.Domain.Outcomes;

namespace Curlew.Domain.Tests.Errors;

/// <summary>Each failure that a run may show is explained, and alike ones with different causes are told apart.</summary>
public sealed class ErrorExplanationsTests
{
    private static readonly ErrorExample Sent = new(0, 0, 0, 1, 1, "1.1", 1, NewConnection: true, BytesUp: 100, BytesDown: 0);

    [Theory]
    [InlineData(3), InlineData(5), InlineData(6), InlineData(7), InlineData(16), InlineData(18), InlineData(22), InlineData(23), InlineData(26)]
    [InlineData(27), InlineData(28), InlineData(35), InlineData(42), InlineData(47), InlineData(51), InlineData(52), InlineData(55), InlineData(56)]
    [InlineData(58), InlineData(60), InlineData(63), InlineData(77), InlineData(92), InlineData(94), InlineData(95), InlineData(96)]
    public void Of_CommonCurlCode_IsExplainedByItself(int code) =>
        OfCode(code, Sent).Meaning.Should().NotBe(OfCode(9999, Sent).Meaning);

    [Theory]
    [InlineData(400), InlineData(401), InlineData(403), InlineData(404), InlineData(408), InlineData(413), InlineData(421)]
    [InlineData(429), InlineData(431), InlineData(500), InlineData(502), InlineData(503), InlineData(504)]
    public void Of_CommonStatus_IsExplainedByItself(int status) =>
        OfStatus(status).Meaning.Should().NotBe(OfStatus((status / 100 * 100) + 99).Meaning);

    [Fact]
    public void Of_UnexpectedStatusOfEachClass_IsExplained() =>
        Enumerable.Range(1, 5).Select(digit => OfStatus((digit * 100) + 99).Meaning).Distinct().Should().HaveCount(5);

    [Fact]
    public void Of_AnyFailure_HasMeaningAndAdvice()
    {
        var groups = Enum.GetValues<FailureKind>().Except([FailureKind.None]).SelectMany(kind => Enumerable.Range(0, 620)
            .Select(number => Group(kind, kind == FailureKind.CurlCode ? number : 0, number, Sent))).ToList();

        groups.Should().HaveCountGreaterThan(5000);
        foreach (var explanation in groups.Select(ErrorExplanations.Of).Distinct())
        {
            explanation.Meaning.Should().EndWith(".");
            explanation.LookAt.Should().EndWith(".");
            if (explanation.Source is { } source)
                new Uri(source).Scheme.Should().Be("https");
        }
    }

    [Fact]
    public void Of_Timeout_TellsConnectingFromWaitingAndFromTransfer()
    {
        OfCode(28, Sent with { BytesUp = 0 }).Meaning.Should().Contain("connectTimeoutSeconds");
        OfCode(28, Sent).Meaning.Should().Contain("before a byte of the answer");
        OfCode(28, Sent with { BytesDown = 5 }).Meaning.Should().Contain("while the answer was coming");
    }

    [Theory]
    [InlineData(55)]
    [InlineData(56)]
    public void Of_BrokenConnection_TellsRecycledFromNewAndHttp2(int code)
    {
        OfCode(code, Sent with { NewConnection = false }).LookAt.Should().Contain("keepalive_requests");
        OfCode(code, Sent with { HttpVersion = "2" }).Meaning.Should().Contain("GOAWAY");
        OfCode(code, Sent).Meaning.Should().Contain("opened for this request");
    }

    [Fact]
    public void Of_ExpectationsAndTemplates_AreToldApart() =>
        Enum.GetValues<FailureKind>().Except([FailureKind.None, FailureKind.CurlCode, FailureKind.Status])
            .Select(kind => ErrorExplanations.Of(Group(kind, 0, 200, Sent)).Meaning).Distinct().Should().HaveCount(8);

    private static ErrorExplanation OfCode(int code, ErrorExample example) => ErrorExplanations.Of(Group(FailureKind.CurlCode, code, 0, example));

    private static ErrorExplanation OfStatus(int status) => ErrorExplanations.Of(Group(FailureKind.Status, 0, status, Sent));

    private static ErrorGroup Group(FailureKind failure, int code, int status, ErrorExample example) =>
        new(code, status, failure, 1, 1, 1, [1], example);
}
