using System.Collections.Concurrent;
using Curlew.Domain.Runs;
using Curlew.Service.FollowUps;
using Curlew.Storage.Database;
using Curlew.Storage.Runs;
using Curlew.TestServers;
using Curlew.TestServers.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Curlew.Service.Tests.FollowUps;

public sealed class RunFollowUpsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Service_RunEnds_IsFollowedUpOnceWithItsResultsSaved()
    {
        using var followUp = new Recorder();
        await using var server = await FaultServer.StartAsync();
        await using (var service = await ServiceUnderTest.StartAsync(services => services.AddSingleton<IRunFollowUp>(followUp)))
        {
            var ran = await service.Client.RunAsync($$"""{"url": "{{server.Http1}}ok", "requests": 5}""");

            var followed = await followUp.NextAsync();
            followed.Id.Should().Be((Guid)ran["id"]!);
            followed.Status.Should().Be(RunStatus.Completed);
            followed.SummaryJson.Should().NotBeNull();
        }

        // Neither for the run that warmed the service up, nor again.
        followUp.Asked.Should().Be(1);
    }

    [Fact]
    public async Task FollowUps_OneFails_IsAskedAgainBeforeTheRunCountsAsDone()
    {
        await using var database = await EndedRun.CreateAsync();
        var time = new FakeTimeProvider();
        using var followUp = new Recorder { Failures = 2 };
        using var followUps = new RunFollowUps(database.Runs, [followUp], time, NullLogger<RunFollowUps>.Instance);
        await followUps.StartAsync(TestContext.Current.CancellationToken);

        await followUp.NextAsync();
        (await database.FindAsync()).IsFollowedUp.Should().BeFalse();
        await AskedAgainAsync();
        await AskedAgainAsync();
        await database.WhenFollowedUpAsync();
        await followUps.StopAsync(TestContext.Current.CancellationToken);

        followUp.Asked.Should().Be(3);

        // The wait may not have begun when the time goes on, so the time goes on until it has.
        async Task AskedAgainAsync()
        {
            var next = followUp.NextAsync();
            while (!next.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(5));
                await Task.Yield();
            }

            await next;
        }
    }

    [Fact]
    public async Task FollowUps_RunThatAnotherProcessEnded_IsFollowedUpAtTheStart()
    {
        await using var database = await EndedRun.CreateAsync();
        using var followUp = new Recorder();
        using var followUps = new RunFollowUps(
            database.Runs, [followUp], new FakeTimeProvider(), NullLogger<RunFollowUps>.Instance);

        await followUps.StartAsync(TestContext.Current.CancellationToken);

        (await followUp.NextAsync()).Id.Should().Be(database.Id.Value);
        await followUps.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Notes what it is asked for, and fails as often as it is to.</summary>
    private sealed class Recorder : IRunFollowUp, IDisposable
    {
        private readonly ConcurrentQueue<RunRecord> _runs = new();
        private readonly SemaphoreSlim _arrived = new(0);

        public int Failures { get; set; }

        public int Asked { get; private set; }

        public async Task<RunRecord> NextAsync()
        {
            (await _arrived.WaitAsync(Patience, TestContext.Current.CancellationToken)).Should().BeTrue();
            _runs.TryDequeue(out var run).Should().BeTrue();
            return run!;
        }

        public void Dispose() => _arrived.Dispose();

        public Task FollowUpAsync(RunRecord run, CancellationToken cancelled)
        {
            Asked++;
            _runs.Enqueue(run);
            _arrived.Release();
            return Failures-- > 0 ? throw new InvalidOperationException("Not this time.") : Task.CompletedTask;
        }
    }

    /// <summary>A database with one run that has ended.</summary>
    private sealed class EndedRun : IAsyncDisposable
    {
        private readonly TemporaryDirectory _directory = new("follow-ups");
        private readonly ServiceProvider _services;

        private EndedRun() => _services = new ServiceCollection()
            .AddCurlewStorage(new DatabaseOptions { Provider = DatabaseProvider.Sqlite, Directory = _directory.Location })
            .BuildServiceProvider();

        public RunStore Runs => _services.GetRequiredService<RunStore>();

        public RunId Id { get; private set; }

        public static async Task<EndedRun> CreateAsync()
        {
            var database = new EndedRun();
            await database._services.GetRequiredService<DatabaseMigrator>().MigrateAsync();
            database.Id = await database._services.AddRunAsync(0, "step");
            var fence = await database._services.StartRunAsync(database.Id);
            await database._services.EndRunAsync(database.Id, fence, 1, summary: null);
            return database;
        }

        public async Task<RunRecord> FindAsync() => (await Runs.FindAsync(Id))!;

        public async Task WhenFollowedUpAsync()
        {
            using var patience = new CancellationTokenSource(Patience);
            while (!(await FindAsync()).IsFollowedUp)
                await Task.Delay(10, patience.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await _services.DisposeAsync();
            _directory.Dispose();
        }
    }
}
