using System.Text.RegularExpressions;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Extraction;

namespace Curlew.Domain.Tests.Definitions.Extraction;

public sealed class BodyPatternTests
{
    [Theory]
    [InlineData("^(?:a+)+$", true)]
    [InlineData("(?:a|b*|)*c", true)]
    [InlineData("^(a+)+$", false)]
    [InlineData("(?<name>a)", false)]
    [InlineData("(?=a)b", false)]
    [InlineData("(?:a{1000}){1000}", false)]
    public void TryCompile_Pattern_IsLinearWhereItHasNoGroups(string pattern, bool isLinear)
    {
        BodyPattern.TryCompile(pattern, out var regex, out var fault).Should().BeTrue(fault);

        regex!.Options.HasFlag(RegexOptions.NonBacktracking).Should().Be(isLinear);
        regex.MatchTimeout.Should().Be(TimeSpan.FromMilliseconds(DefinitionLimits.MatchMilliseconds));
    }

    /// <summary>With NonBacktracking this takes minutes, whatever the timeout, and the event loop with it.</summary>
    [Fact]
    public async Task Compile_RepeatedGroups_MatchOrAreCutOffInTime()
    {
        var regex = BodyPattern.Compile(string.Concat(Enumerable.Repeat("(a|b*|)*", 6)) + "[cZ]");
        var body = string.Concat(Enumerable.Repeat("ab", DefinitionLimits.KeptBodyBytes / 2)) + "c";

        await Task.Run(() => Match(regex, body), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private static void Match(Regex regex, string body)
    {
        try
        {
            regex.Match(body).Groups[1].Value.Should().NotBeNull();
        }
        catch (RegexMatchTimeoutException)
        {
            // As it should be.
        }
    }
}
