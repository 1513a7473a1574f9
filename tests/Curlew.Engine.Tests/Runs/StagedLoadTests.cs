using Curlew.TestServers.Engines;
using Curlew.TestServers.Faults;

namespace Curlew.Engine.Tests.Runs;

/// <summary>Closed load in stages.</summary>
public sealed class StagedLoadTests : IAsyncLifetime
{
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Execute_Stages_HaveAsManyUsersAsThePlan()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest, eventLoops: 2).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}slow?ms=1" } ],
              "load": { "stages": [ { "durationSeconds": 0.5, "virtualUsers": 2 },
                                    { "durationSeconds": 0.5, "virtualUsers": 6 },
                                    { "durationSeconds": 0.5, "virtualUsers": 1 } ] } }
            """);

        UsersBetween(0, 0.5).Should().Equal(0, 1);
        UsersBetween(0.5, 1).Should().Equal(0, 1, 2, 3, 4, 5);
        UsersBetween(1, 1.5).Should().Equal(0);
        run.Summary.Iterations!.PeakVirtualUsers.Should().Be(6);
        run.Outcomes.Should().OnlyContain(outcome => outcome.PlannedMicros < 1_500_000);
        _server.Truth.Snapshot().Load.Requests.Should().Be(run.Outcomes.Count);

        IEnumerable<int> UsersBetween(double from, double to) => run.Outcomes
            .Where(outcome => outcome.PlannedMicros >= from * 1e6 && outcome.PlannedMicros < to * 1e6)
            .Select(outcome => outcome.VirtualUser).Distinct().Order();
    }

    [Fact]
    public async Task Execute_Ramp_BringsUsersInOneByOne()
    {
        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "steps": [ { "url": "{{_server.Http1}}slow?ms=1" } ],
              "load": { "stages": [ { "durationSeconds": 1, "virtualUsers": 10, "ramp": true } ] } }
            """);

        var firsts = run.Outcomes.GroupBy(outcome => outcome.VirtualUser)
            .OrderBy(user => user.Key).Select(user => user.Min(outcome => outcome.PlannedMicros)).ToList();
        firsts.Should().Equal(Enumerable.Range(0, 10).Select(user => user * 100_000L), (first, planned) => Math.Abs(first - planned) <= 1);
    }
}
