using Curlew.Domain.Notifications;

namespace Curlew.Domain.Tests.Notifications;

public sealed class RetryPlanTests
{
    [Fact]
    public void DelayAfter_EachAttempt_GrowsUntilItIsGivenUp()
    {
        var delays = Enumerable.Range(1, RetryPlan.Attempts).Select(attempts => RetryPlan.DelayAfter(attempts, 0, null)).ToList();

        delays[0].Should().Be(TimeSpan.FromSeconds(5));
        delays[^2].Should().Be(TimeSpan.FromHours(24));
        delays[^1].Should().BeNull();
        delays.SkipLast(1).Should().BeInAscendingOrder();
        delays.SkipLast(1).Sum(delay => delay!.Value.TotalHours).Should().BeInRange(31, 32);
    }

    [Fact]
    public void DelayAfter_Chance_AddsAFifthAtMost()
    {
        RetryPlan.DelayAfter(2, 0.5, null).Should().Be(TimeSpan.FromSeconds(33));
        RetryPlan.DelayAfter(2, 1, null).Should().Be(TimeSpan.FromSeconds(36));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(-60, 5)]
    [InlineData(600, 600)]
    [InlineData(1_000_000, 86_400)]
    public void DelayAfter_ReceiverThatAsked_IsLeftAloneThatLongButNoLongerThanADay(int asked, int expected) =>
        RetryPlan.DelayAfter(1, 0, TimeSpan.FromSeconds(asked)).Should().Be(TimeSpan.FromSeconds(expected));
}
