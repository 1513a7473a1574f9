using Curlew.Domain.Regressions;
using Curlew.Domain.Statistics;

namespace Curlew.Domain.Tests.Regressions;

public sealed class ChangeRuleTests
{
    private const double MinChange = 10;

    [Fact]
    public void Of_Changes_NeedSizeAndEvidence()
    {
        Of(20, 12, 28).Should().Be(ChangeVerdict.Regressed);
        Of(8, 5, 11).Should().Be(ChangeVerdict.Regressed, "what matters is not ruled out, and that it is worse is shown");
        Of(4, 1, 12).Should().Be(ChangeVerdict.Inconclusive, "less than half of what matters");
        Of(4, 1, 9).Should().Be(ChangeVerdict.Unchanged, "shown, but too small");
        Of(20, -1, 41).Should().Be(ChangeVerdict.Inconclusive);
        Of(0, -9, 9).Should().Be(ChangeVerdict.Unchanged);
        Of(-20, -28, -12).Should().Be(ChangeVerdict.Improved);
    }

    [Fact]
    public void Of_EndsThatAreNotKnown_CountOnlyWhereTheyAreNeeded()
    {
        Of(20, 12, 28, new KnownEnds(Low: true, High: false)).Should().Be(ChangeVerdict.Regressed, "it may be even worse");
        Of(20, 12, 28, new KnownEnds(Low: false, High: true)).Should().Be(ChangeVerdict.Inconclusive, "it may be no change at all");
        Of(-20, -28, -12, new KnownEnds(Low: false, High: true)).Should().Be(ChangeVerdict.Improved);
        Of(-20, -28, -12, new KnownEnds(Low: true, High: false)).Should().Be(ChangeVerdict.Inconclusive);
        Of(0, -9, 9, new KnownEnds(Low: true, High: false)).Should().Be(ChangeVerdict.Inconclusive);
        Of(0, -9, 9, new KnownEnds(Low: false, High: true)).Should().Be(ChangeVerdict.Inconclusive);
    }

    [Fact]
    public void OfGain_LessOfIt_IsWorse()
    {
        ChangeRule.OfGain(new Estimate(-20, -28, -12), KnownEnds.Both, MinChange).Should().Be(ChangeVerdict.Regressed);
        ChangeRule.OfGain(new Estimate(-20, -28, -12), new KnownEnds(Low: true, High: false), MinChange).Should().Be(ChangeVerdict.Inconclusive);
        ChangeRule.OfGain(new Estimate(20, 12, 28), KnownEnds.Both, MinChange).Should().Be(ChangeVerdict.Improved);
    }

    private static ChangeVerdict Of(double value, double low, double high) => Of(value, low, high, KnownEnds.Both);

    private static ChangeVerdict Of(double value, double low, double high, KnownEnds known) =>
        ChangeRule.Of(new Estimate(value, low, high), known, MinChange);
}
