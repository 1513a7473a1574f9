using Curlew.Service.Tests.Recovery;
using Curlew.TestServers.Faults;
using Microsoft.Data.Sqlite;

namespace Curlew.Service.Tests.Execution;

/// <summary>What becomes of a run whose lease cannot be renewed, and of one whose owner does not come back.</summary>
public sealed class LeaseTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);
    private static readonly string[] ShortLease = [$"--Execution:LeaseSeconds={(int)Lease.TotalSeconds}"];

    private readonly LeftService _service = new();
    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Renew_DatabaseThatIsLocked_StopsTheLoadBeforeTheLeaseIsOverAndSavesWhenItIsBack()
    {
        await _service.StartAsync(ShortLease);
        var run = await _service.Client.QueueAsync(
            $$"""{"url": "{{_server.Http1}}ok", "virtualUsers": 2, "durationSeconds": 600}""");
        await _service.Client.WhenAsync(run, "running");
        await _server.Truth.WhenAsync(truth => truth.Load.Requests > 1000);

        DateTimeOffset over;
        long sent;
        await using (var connection = new SqliteConnection($"Data Source={_service.Directory}/curlew.db;Pooling=false"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE; SELECT lease_until FROM runs";
            over = DateTimeOffset.UnixEpoch.AddMicroseconds(
                (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
            await _server.Truth.WhenAsync(truth => truth.ConnectionsOpen == 0);
            TimeProvider.System.GetUtcNow().Should().BeBefore(over);
            sent = _server.Truth.Snapshot().Load.Requests;
            command.CommandText = "ROLLBACK";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var ended = await _service.Client.WhenEndedAsync(run);
        ((string)ended["status"]!).Should().Be("interrupted");
        ((string)ended["failure"]!).Should().Contain("lease could not be renewed").And.Contain("not repeated");
        ((long)ended["requests"]!).Should().Be(sent);
        var summary = await _service.Client.GetAsync($"{(string)run["links"]!["self"]!}/summary");
        ((long)summary["total"]!["requests"]!).Should().Be(sent);
        ((string)(await _service.Client.RunAsync($$"""{"url": "{{_server.Http1}}ok", "requests": 3}"""))["status"]!).Should().Be("completed");
    }

    [Fact]
    public async Task Renew_RunThatLastsLongerThanItsLease_IsNotDisturbed()
    {
        await _service.StartAsync(ShortLease);

        var run = await _service.Client.RunAsync($$"""{"url": "{{_server.Http1}}ok", "ratePerSecond": 20, "durationSeconds": 8}""");

        ((string)run["status"]!).Should().Be("completed");
    }

    [Fact]
    public async Task Renew_ClaimThatSomebodyTookOver_StopsTheLoadAndChangesNothing()
    {
        await _service.StartAsync(ShortLease);
        var run = await _service.Client.QueueAsync(
            $$"""{"url": "{{_server.Http1}}ok", "virtualUsers": 2, "durationSeconds": 600}""");
        await _service.Client.WhenAsync(run, "running");
        await _server.Truth.WhenAsync(truth => truth.Load.Requests > 100);

        await _service.ExecuteAsync("UPDATE runs SET fence = fence + 1, status = 'interrupted', failure = 'taken over', lease_until = NULL");

        await _server.Truth.WhenAsync(truth => truth.ConnectionsOpen == 0);
        ((string)(await _service.Client.GetAsync((string)run["links"]!["self"]!))["failure"]!).Should().Be("taken over");
    }

    [Fact]
    public async Task Sweep_RunsOfAnOwnerThatDoesNotComeBack_AreEndedOrQueuedAgain()
    {
        await _service.StartAsync(ShortLease);
        var sending = await _service.Client.RunAsync($$"""{"name": "sending", "url": "{{_server.Http1}}ok", "requests": 5}""");
        var claimed = await _service.Client.RunAsync($$"""{"name": "claimed", "url": "{{_server.Http1}}ok", "requests": 7}""");
        var sent = _server.Truth.Snapshot().Load.Requests;
        File.Delete(_service.OutcomesOf((string)claimed["id"]!));
        await _service.ExecuteAsync(
            """
            UPDATE runs SET owner = 'gone', fence = 9, lease_until = 1000000, summary_json = NULL, ended_at = NULL,
              status = CASE name WHEN 'sending' THEN 'running' ELSE 'starting' END;
            DELETE FROM run_histograms;
            DELETE FROM run_seconds WHERE run_id = (SELECT id FROM runs WHERE name = 'claimed');
            """);

        var ended = await _service.Client.WhenEndedAsync(sending);
        var again = await _service.Client.WhenEndedAsync(claimed);

        ((string)ended["status"]!).Should().Be("interrupted");
        ((string)ended["failure"]!).Should().Contain("lease");
        ((long)ended["requests"]!).Should().Be(5);
        ((string)again["status"]!).Should().Be("completed");
        _server.Truth.Snapshot().Load.Requests.Should().Be(sent + 7);
    }
}
