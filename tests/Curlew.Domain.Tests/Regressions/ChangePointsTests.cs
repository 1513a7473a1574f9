using Curlew.Domain.Regressions;

namespace Curlew.Domain.Tests.Regressions;

public sealed class ChangePointsTests
{
    /// <summary>
    /// The yearly flow of the Nile at Aswan from 1871 to 1970 (Cobb, Biometrika 65, 1978), which everybody who looks for changes tries:
    /// it became less in 1899, when the first dam was begun.
    /// </summary>
    private static readonly double[] Nile =
    [
        1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
        1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969,
        831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759,
        781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
        744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
    ];

    [Fact]
    public void Find_FlowOfTheNile_NamesTheYearOfTheDam()
    {
        var changes = ChangePoints.Find(Nile);

        var change = changes.Should().ContainSingle().Subject;
        (1871 + change.Index).Should().Be(1899);
        change.Before.Should().BeGreaterThan(change.After);
        change.PValue.Should().BeLessThanOrEqualTo(ChangePoints.DefaultSignificance);
    }

    [Fact]
    public void Find_FivePercentInNightEleven_NamesItInNinetyOfAHundredHistories()
    {
        var random = new Random(3);

        var named = Enumerable.Range(0, 100).Count(_ =>
            ChangePoints.Find(History(random, 10, 100, 10, 105)).Any(change => Math.Abs(change.Index - 10) <= 1));

        named.Should().BeGreaterThanOrEqualTo(90);
    }

    [Fact]
    public void Find_NothingChanged_NamesHardlyAnything()
    {
        var random = new Random(4);

        var named = Enumerable.Range(0, 200).Count(_ => ChangePoints.Find(History(random, 20, 100)).Count > 0);

        named.Should().BeLessThanOrEqualTo(6);
    }

    [Fact]
    public void Find_TwoChanges_NamesBothInOrder()
    {
        var changes = ChangePoints.Find(History(new Random(5), 12, 100, 12, 110, 12, 95));

        changes.Select(change => change.Index).Should().Equal(12, 24);
    }

    [Fact]
    public void Find_OneBadNight_NamesNothing()
    {
        var history = History(new Random(6), 20, 100);
        history[9] = 200;

        ChangePoints.Find(history).Should().BeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Find_TooFewNights_NamesNothing(int nights) =>
        ChangePoints.Find([.. Enumerable.Range(0, nights).Select(night => night < 3 ? 1.0 : 100)]).Should().BeEmpty();

    [Fact]
    public void Find_AllAlike_NamesNothing() => ChangePoints.Find(new double[30]).Should().BeEmpty();

    /// <summary>Nights around levels, by 1.5 % of them: numbers of nights and their level in turn.</summary>
    private static double[] History(Random random, params double[] nightsAndLevels) =>
    [
        .. nightsAndLevels.Chunk(2).SelectMany(part =>
            Enumerable.Range(0, (int)part[0]).Select(_ => part[1] * (1 + (0.015 * SimulatedRun.Normal(random))))),
    ];
}
