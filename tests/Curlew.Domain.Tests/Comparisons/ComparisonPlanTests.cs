using Curlew.Domain.Comparisons.Plan;

namespace Curlew.Domain.Tests.Comparisons;

public sealed class ComparisonPlanTests
{
    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            for (var arms = 2; arms <= 8; arms++)
            {
                foreach (var rounds in new[] { 1, 2, 3, arms, arms + 1, 20 }.Distinct())
                    sizes.Add(arms, rounds);
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Draw_AnySize_HasEachArmOnceARoundAndAboutEquallyOftenInEachPlace(int arms, int rounds)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var plan = ComparisonPlan.Draw(arms, rounds, seed).Order.Chunk(arms).ToList();

            plan.Should().HaveCount(rounds).And.OnlyContain(round => round.Order().SequenceEqual(Enumerable.Range(0, arms)));
            for (var place = 0; place < arms; place++)
            {
                var times = Enumerable.Range(0, arms).Select(arm => plan.Count(round => round[place] == arm)).ToList();
                (times.Max() - times.Min()).Should().BeLessThanOrEqualTo(1, $"place {place} of seed {seed}: {string.Join(' ', times)}");
            }
        }
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    [InlineData(6, 6)]
    [InlineData(8, 8)]
    [InlineData(3, 6)]
    [InlineData(5, 10)]
    [InlineData(7, 14)]
    public void Draw_AWholeDesign_HasEachArmFollowEachOtherOneEquallyOften(int arms, int rounds)
    {
        var pairs = ComparisonPlan.Draw(arms, rounds, seed: 7).Order.Chunk(arms)
            .SelectMany(round => round.Zip(round.Skip(1)))
            .GroupBy(pair => pair)
            .ToList();

        pairs.Should().HaveCount(arms * (arms - 1));
        pairs.Select(pair => pair.Count()).Distinct().Should().ContainSingle();
    }

    [Fact]
    public void Draw_Seeds_GiveTheirOwnOrderEachTime()
    {
        var orders = Enumerable.Range(0, 50).Select(seed => string.Join(' ', ComparisonPlan.Draw(4, 4, seed).Order)).ToList();

        orders.Should().Equal(Enumerable.Range(0, 50).Select(seed => string.Join(' ', ComparisonPlan.Draw(4, 4, seed).Order)));
        orders.Distinct().Should().HaveCountGreaterThan(30);
        orders.Select(order => order[0]).Distinct().Should().HaveCount(4, "no arm always comes first");
    }

    [Fact]
    public void RoundOf_Places_CountsFromZero()
    {
        var plan = ComparisonPlan.Draw(3, 2, seed: 1);

        Enumerable.Range(0, 6).Select(plan.RoundOf).Should().Equal(0, 0, 0, 1, 1, 1);
    }
}
