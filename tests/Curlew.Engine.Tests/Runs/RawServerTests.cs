using Curlew.TestServers.Engines;
using Curlew.TestServers.Raw;

namespace Curlew.Engine.Tests.Runs;

/// <summary>Servers that do not speak HTTP rightly end as outcomes with a CURLcode, within the step's limits.</summary>
public sealed class RawServerTests
{
    public static TheoryData<string, RawBehaviour, int[]> Behaviours()
    {
        var data = new TheoryData<string, RawBehaviour, int[]>();
        foreach (var path in LibcurlBuilds.All)
        {
            data.Add(path, RawBehaviour.Garbage, [1]);
            data.Add(path, RawBehaviour.EndlessHeaderLine, [27, 56, 100]);
            data.Add(path, RawBehaviour.EndlessHeaders, [56, 100]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task Execute_ServerThatSendsNonsense_EndsAsOutcomesWithACurlCode(string libcurl, RawBehaviour behaviour, int[] codes)
    {
        await using var server = RawServer.Start(behaviour);
        var before = Environment.WorkingSet;

        var run = await new EngineUnderTest(libcurl).ExecuteAsync($$"""
            { "steps": [ { "url": "{{server.Address}}", "timeoutSeconds": 5 } ], "load": { "virtualUsers": 3, "requests": 30 } }
            """);

        run.Result.Failure.Should().BeNull();
        run.Outcomes.Should().HaveCount(30);
        run.Outcomes.Should().OnlyContain(outcome => codes.Contains(outcome.CurlCode) && !outcome.Succeeded && outcome.TotalMicros < 5_500_000);
        server.Snapshot().Requests.Should().Be(30);
        (Environment.WorkingSet - before).Should().BeLessThan(100_000_000);
    }

    [Fact]
    public async Task Execute_ServerThatNeverReads_EndsAtTheTimeout()
    {
        await using var server = RawServer.Start(new RawServerOptions { Behaviour = RawBehaviour.NeverRead, SpareConnections = 1 });

        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "steps": [ { "url": "{{server.Address}}", "timeoutSeconds": 0.3 } ], "load": { "virtualUsers": 2, "requests": 4 } }
            """);

        run.CurlCode(28).Should().Be(4);
    }

    [Fact]
    public async Task Execute_AnswerByteByByte_IsRead()
    {
        await using var server = RawServer.Start(RawBehaviour.ByteByByte);

        var run = await new EngineUnderTest(LibcurlBuilds.Newest).ExecuteAsync($$"""
            { "url": "{{server.Address}}", "virtualUsers": 2, "requests": 4 }
            """);

        run.Summary.Total.Succeeded.Should().Be(4);
        run.Summary.Total.Phases!.TransferMs.Should().BePositive();
    }
}
