using System.Text.Json.Nodes;
using Curlew.Domain.Runs;
using Curlew.Storage.Runs;
using Curlew.TestServers.Faults;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Jobs;

public sealed class RunRefillTests
{
    [Fact]
    public async Task Service_RunWhoseJobWasLost_IsCarriedOutOnceAllTheSame()
    {
        await using var server = await FaultServer.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync("--Execution:LeaseSeconds=6");
        var ran = await service.Client.RunAsync($$"""{"url": "{{server.Http1}}ok", "requests": 5}""");
        var runs = service.Services.GetRequiredService<RunStore>();
        RunId.TryParse((string?)ran["id"], out var first).Should().BeTrue();
        var like = (await runs.FindAsync(first, TestContext.Current.CancellationToken))!;
        var id = RunId.New(TimeProvider.System);

        // In the database, and nowhere else.
        await runs.AddAsync(
            new RunRecord
            {
                Id = id.Value,
                Name = like.Name,
                DefinitionJson = like.DefinitionJson,
                SecretsSealed = like.SecretsSealed,
                HttpVersion = like.HttpVersion,
                Engine = like.Engine,
                CreatedAt = TimeProvider.System.GetUtcNow(),
                CreatedBy = like.CreatedBy,
            },
            TestContext.Current.CancellationToken);

        var ended = await service.Client.WhenEndedAsync(
            new JsonObject { ["links"] = new JsonObject { ["self"] = $"/api/v1/runs/{id}" } });
        ((string)ended["status"]!).Should().Be("completed");
        server.Truth.Snapshot().Load.Requests.Should().Be(10);
    }

    [Fact]
    public async Task Post_HangfireTakesNoJob_IsAcceptedAndCarriedOutOnce()
    {
        await using var server = await FaultServer.StartAsync();
        var hangfire = new FailingJobs();
        await using var service = await ServiceUnderTest.StartAsync(
            services => services.AddSingleton<IBackgroundJobClient>(provider =>
            {
                hangfire.Jobs = new BackgroundJobClient(provider.GetRequiredService<JobStorage>());
                return hangfire;
            }),
            "--Execution:LeaseSeconds=6");
        hangfire.Fails = true;

        var run = await service.Client.QueueAsync($$"""{"url": "{{server.Http1}}ok", "requests": 5}""");

        hangfire.Failures.Should().Be(1);
        hangfire.Fails = false;
        ((string)(await service.Client.WhenEndedAsync(run))["status"]!).Should().Be("completed");
        server.Truth.Snapshot().Load.Requests.Should().Be(5);
    }

    /// <summary>Hangfire, whose storage can be reached or not.</summary>
    private sealed class FailingJobs : IBackgroundJobClient
    {
        public BackgroundJobClient Jobs { get; set; } = null!;

        public bool Fails { get; set; }

        public int Failures { get; private set; }

        public string Create(Job job, IState state)
        {
            if (!Fails)
                return Jobs.Create(job, state);
            Failures++;
            throw new BackgroundJobClientException("The storage cannot be reached.", new TimeoutException());
        }

        public bool ChangeState(string jobId, IState state, string expectedState) => Jobs.ChangeState(jobId, state, expectedState);
    }
}
