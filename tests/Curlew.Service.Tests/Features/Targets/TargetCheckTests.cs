using Curlew.Service.Execution;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Retention;
using Curlew.TestServers.Faults;
using Curlew.TestServers.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Curlew.Service.Tests.Features.Targets;

/// <summary>Runs to where nothing may be sent, with a server that counts its connections.</summary>
public sealed class TargetCheckTests : IAsyncLifetime
{
    private const string Nothing = "--Targets:Allow=";
    private const int Ended = 1003;

    private FaultServer _server = null!;

    private string Rule => _server.Http1.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Create_TargetThatIsNotAllowed_IsRefusedWithTheRuleThatWouldAllowIt()
    {
        await using var service = await ServiceUnderTest.StartAsync(Nothing);

        var problem = await service.Client.RefusedAsync(Definition("ok", 5));

        problem.Fields().Should().Equal("steps[0].url");
        ((string)problem["errors"]!["steps[0].url"]![0]!).Should().Contain(Rule).And.Contain("POST /api/v1/targets").And.Contain("Targets:Allow");
        (await service.Client.GetAsync("/api/v1/runs"))["items"]!.AsArray().Should().BeEmpty();
        _server.Truth.Snapshot().ConnectionsAccepted.Should().Be(0);

        var rule = await service.Client.AllowAsync(Rule);
        var run = await service.Client.RunAsync(Definition("ok", 5));
        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        _server.Truth.Snapshot().Load.Requests.Should().Be(5);

        await service.Client.DisallowAsync(rule);
        await service.Client.RefusedAsync(Definition("ok", 5));
        _server.Truth.Snapshot().Load.Requests.Should().Be(5);
    }

    [Fact]
    public async Task Create_RuleOfTheSettings_IsAllowed()
    {
        await using var service = await ServiceUnderTest.StartAsync($"--Targets:Allow:0={Rule}", "--Targets:Allow:1=*.shop.test");

        var run = await service.Client.RunAsync(Definition("ok", 5));

        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        await service.Client.RefusedAsync($$"""{"url": "{{_server.Https}}ok", "requests": 5}""");
        _server.Truth.Snapshot().Load.Requests.Should().Be(5);
    }

    [Fact]
    public async Task Create_ManyPlacesThatAreNotAllowed_NamesEach()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var problem = await service.Client.RefusedAsync($$"""
            {"steps": [{"url": "{{_server.Http1}}ok"}, {"url": "https://other.test/"}, {"url": "http://10.1.2.3:8080/"}],
             "resolve": [{"host": "a.test", "port": 443, "address": "127.0.0.1"}, {"host": "b.test", "port": 443, "address": "169.254.169.254"}],
             "load": {"virtualUsers": 1, "iterations": 3} }
            """);

        problem.Fields().Should().Equal("steps[1].url", "steps[2].url", "resolve[1].address");
        _server.Truth.Snapshot().ConnectionsAccepted.Should().Be(0);
    }

    [Fact]
    public async Task Create_SavedDefinition_IsSavedAndRefusedWhenItIsRun()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var elsewhere = await service.Client.SaveAsync("""{"url": "https://saved.test/", "requests": 5}""");
        var here = await service.Client.SaveAsync(Definition("ok", 5));

        var whole = await service.Client.RefusedAsync($$"""{"definitionId": "{{elsewhere["id"]}}"}""");
        var overridden = await service.Client.RefusedAsync($$"""
            {"definitionId": "{{here["id"]}}", "overrides": {"url": "https://overridden.test/"} }
            """);

        whole["errors"]!.ToJsonString().Should().Contain("steps[0].url").And.Contain("https://saved.test:443");
        overridden["errors"]!.ToJsonString().Should().Contain("steps[0].url").And.Contain("https://overridden.test:443");
        _server.Truth.Snapshot().ConnectionsAccepted.Should().Be(0);
    }

    [Fact]
    public async Task Delete_WhileOneRunIsUnderWayAndOneWaits_LetsTheFirstEndAndSendsNothingOfTheSecond()
    {
        await using var service = await ServiceUnderTest.StartAsync(Nothing);
        var rule = await service.Client.AllowAsync(Rule);
        var first = await service.Client.QueueAsync(Definition("gate", 1));
        await _server.Truth.WhenAsync(truth => truth.Load.Requests == 1);
        var second = await service.Client.QueueAsync(Definition("ok/second", 5));

        await service.Client.DisallowAsync(rule);
        _server.Gate.Open();

        first = await service.Client.WhenEndedAsync(first);
        ((string)first["status"]!).Should().Be("completed", first.ToJsonString());
        second = await service.Client.WhenEndedAsync(second);
        ((string)second["status"]!).Should().Be("failed");
        ((string)second["failure"]!).Should().Contain("not allowed").And.Contain($"steps[0].url: ").And.Contain(Rule)
            .And.Contain("POST /api/v1/targets");
        var truth = _server.Truth.Snapshot();
        truth.Of(path: "/ok/second").Requests.Should().Be(0, "not even the preflight was sent");
        truth.Load.Requests.Should().Be(1);
    }

    [Fact]
    public async Task Create_RuleOfAnotherNode_HoldsAtOnce()
    {
        await using var postgres = await PostgresServer.StartAsync();
        string[] settings = [Nothing, "--Storage:Provider=Postgres", $"--ConnectionStrings:Curlew={postgres.NewDatabase()}"];
        await using var one = await ServiceUnderTest.StartAsync([.. settings, "--Execution:Node=one"]);
        await using var other = await ServiceUnderTest.StartAsync([.. settings, "--Execution:Node=other"]);
        await other.Client.RefusedAsync(Definition("ok", 5));

        var rule = await one.Client.AllowAsync(Rule);
        var run = await other.Client.RunAsync(Definition("ok", 5));
        await one.Client.DisallowAsync(rule);

        ((string)run["status"]!).Should().Be("completed", run.ToJsonString());
        await other.Client.RefusedAsync(Definition("ok", 5));
        _server.Truth.Snapshot().Load.Requests.Should().Be(5);
    }

    [Fact]
    public async Task Start_NothingIsAllowed_WarmsUpOnTheServiceItselfAllTheSame()
    {
        var log = new EventLog<RunSaving>();

        await using var service = await ServiceUnderTest.StartAsync(
            services => services.AddSingleton<ILogger<RunSaving>>(log), Nothing);

        (await log.NextAsync(Ended)).Should().Contain("Completed");
    }

    private string Definition(string path, int requests) => $$"""{"url": "{{_server.Http1}}{{path}}", "requests": {{requests}}}""";
}
