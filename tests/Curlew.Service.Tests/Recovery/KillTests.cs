using Curlew.Soak.Kills;
using Curlew.Soak.Targets;
using Curlew.TestServers;

namespace Curlew.Service.Tests.Recovery;

/// <summary>A handful of what eng/soak.sh does: the real process is killed at random moments of real runs, by chance of a known seed.</summary>
public sealed class KillTests
{
    private const int Kills = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Kill_AtRandomMoments_LosesNothingAndRepeatsNothing(int seed)
    {
        using var directory = new TemporaryDirectory("kills");
        await using var target = await CountingTarget.StartAsync();

        var report = await new KillCampaign(directory.Location, seed, target, TextWriter.Null)
            .RunAsync(Kills, TestContext.Current.CancellationToken);

        report.Faults.Should().BeEmpty();
        report.ToString().Should().Be($"kills: {Kills}, lost 0, repeated 0, rows missing 0, starts that needed a hand 0, faults in all 0");
        report.Runs.Should().BePositive();
    }
}
