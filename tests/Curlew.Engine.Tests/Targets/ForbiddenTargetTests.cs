using Curlew.Domain.Outcomes;
using Curlew.Domain.Targets;
using Curlew.Engine.Tests.Runs;
using Curlew.TestServers.Engines;

namespace Curlew.Engine.Tests.Targets;

/// <summary>
/// Nothing connects to a forbidden address, by whatever way, on any libcurl: its server counts. That the ways would lead
/// there is seen in the same ways under a policy that allows it.
/// </summary>
public sealed class ForbiddenTargetTests : IAsyncLifetime
{
    private readonly CountingServer _allowed = CountingServer.Start("127.0.0.1");
    private readonly CountingServer _forbidden = CountingServer.Start("127.0.0.1", "127.0.0.2", "::1");

    private Ports Ports => new(_allowed.Port, _forbidden.Port);

    /// <summary>The forbidden port is allowed on another address, and under names, so that neither alone is what refuses.</summary>
    private TargetPolicy Strict => Policy(
        $"127.0.0.1:{Ports.Allowed}", $"127.0.0.3:{Ports.Forbidden}", $"*.shop.test:{Ports.Forbidden}", $"*.localhost:{Ports.Forbidden}",
        "10.0.0.0/8", "[fd00::/8]");

    private static TargetPolicy Open => Policy("127.0.0.0/8", "[::1]", "localhost", "*");

    public static TheoryData<string, string> Ways() => NamesOf(ForbiddenWays.All);

    public static TheoryData<string, string> WaysThatConnect() => NamesOf(ForbiddenWays.All.Where(way => way.Connects));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _allowed.DisposeAsync();
        await _forbidden.DisposeAsync();
    }

    [Fact]
    public void Ways_AreManyAndDistinct() =>
        ForbiddenWays.All.Where(way => way.Connects).Select(way => way.Name).Distinct().Should().HaveCountGreaterThan(100);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Execute_WayToAForbiddenAddress_NeverConnects(string libcurl, string name)
    {
        var way = ForbiddenWays.All.Single(way => way.Name == name);

        var run = await new EngineUnderTest(libcurl, targets: Strict).ExecuteAsync(way.Definition(Ports));

        _forbidden.Accepted.Should().Be(0);
        if (way.Connects)
            WordsOf(run).Should().Contain("Target policy: ").And.Contain("rule missing: ");
    }

    [Theory]
    [MemberData(nameof(WaysThatConnect))]
    public async Task Execute_SameWayUnderAPolicyThatAllowsIt_Connects(string libcurl, string name)
    {
        var way = ForbiddenWays.All.Single(way => way.Name == name);

        await new EngineUnderTest(libcurl, targets: Open).ExecuteAsync(way.Definition(Ports));

        _forbidden.Accepted.Should().BePositive();
    }

    private static TheoryData<string, string> NamesOf(IEnumerable<Way> ways)
    {
        var data = new TheoryData<string, string>();
        foreach (var path in LibcurlBuilds.All)
            data.AddRange([.. ways.Select(way => (path, way.Name))]);
        return data;
    }

    /// <summary>Everything that a person is told of why requests failed.</summary>
    private static string WordsOf(ExecutedRun run) => string.Join(
        '\n',
        run.Result.Errors.Where(group => group.Failure == FailureKind.Target)
            .Select(group => Domain.Errors.ErrorExplanations.Of(group).Meaning).Prepend(run.Result.Failure));

    private static TargetPolicy Policy(params string[] rules) => new([.. rules.Select(text =>
        TargetRule.TryParse(text, out var rule, out var fault) ? rule : throw new InvalidOperationException(fault))]);
}
