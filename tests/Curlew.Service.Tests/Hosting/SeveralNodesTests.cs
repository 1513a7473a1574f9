using Curlew.Soak.Targets;
using Curlew.TestServers;
using Curlew.TestServers.Postgres;
using Npgsql;

namespace Curlew.Service.Tests.Hosting;

/// <summary>Several real processes on one PostgreSQL database.</summary>
public sealed class SeveralNodesTests : IAsyncLifetime
{
    private readonly List<TemporaryDirectory> _directories = [];
    private PostgresServer _postgres = null!;
    private string _database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        _database = _postgres.NewDatabase();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _postgres.DisposeAsync();
        _directories.ForEach(directory => directory.Dispose());
    }

    [Fact]
    public async Task Start_SeveralAtOnceOnAnEmptyDatabase_MigrateItOnceAndAllServe()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(1, 3).Select(node => StartAsync($"node-{node}")));

        try
        {
            await using var target = await CountingTarget.StartAsync();
            for (var node = 0; node < nodes.Length; node++)
            {
                var run = await nodes[node].Client.RunAsync($$"""{"url": "{{target.Address}}/runs/{{node}}", "requests": 5}""");
                ((string)run["status"]!).Should().Be("completed");
                target.Of(node).Requests.Should().Be(5);
            }
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }

        var applied = await ScalarAsync("SELECT count(*) - count(DISTINCT migration_id) FROM \"__EFMigrationsHistory\"");
        applied.Should().Be(0L);
    }

    [Fact]
    public async Task Start_DatabaseOfANewerProgram_EndsWithBothVersions()
    {
        await using (await StartAsync("node-1"))
        {
        }

        var known = (string)await ScalarAsync("SELECT max(migration_id) FROM \"__EFMigrationsHistory\"");
        await ScalarAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('20990101000000_FromTheFuture', '99.0.0') RETURNING 1");

        var (exitCode, output, errors) = await ServiceProcess.RunAsync(SettingsOf("node-2"));

        exitCode.Should().Be(1);
        errors.Should().Contain("newer than this program").And.Contain("20990101000000_FromTheFuture").And.Contain(known);
        (output + errors).Should().NotContain("   at ");
    }

    [Fact]
    public async Task Kill_OneOfTwoNodes_TheOtherEndsItsRunAndRepeatsNothing()
    {
        await using var target = await CountingTarget.StartAsync();
        await using var first = await StartAsync("node-1", "--Execution:LeaseSeconds=6");
        var run = await first.Client.QueueAsync($$"""{"url": "{{target.Address}}/runs/1", "virtualUsers": 2, "durationSeconds": 600}""");
        await first.Client.WhenAsync(run, "running");
        while ((long)(await first.Client.GetAsync((string)run["links"]!["self"]!))["requests"]! < 100)
            await Task.Delay(50, Stop);
        await using var second = await StartAsync("node-2", "--Execution:LeaseSeconds=6");
        ((string)(await second.Client.GetAsync((string)run["links"]!["self"]!))["status"]!).Should().Be("running");

        await first.EndAsync("KILL");
        await target.NextLifeAsync(Stop);

        var ended = await second.Client.WhenEndedAsync(run);
        ((string)ended["status"]!).Should().Be("interrupted");
        ((string)ended["failure"]!).Should().Contain("lease");
        ((long)ended["requests"]!).Should().BeInRange(100, target.Of(1).Requests);
        target.Of(1).Lives.Should().Be(1);
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("stop-all")]
    public async Task Stop_ThroughAnotherNode_EndsTheLoad(string way)
    {
        await using var target = await CountingTarget.StartAsync();
        await using var first = await StartAsync("node-1", "--Execution:LeaseSeconds=6");
        var run = await first.Client.QueueAsync($$"""{"url": "{{target.Address}}/runs/1", "virtualUsers": 2, "durationSeconds": 600}""");
        await first.Client.WhenAsync(run, "running");
        await using var second = await StartAsync("node-2", "--Execution:LeaseSeconds=6");

        var self = (string)run["links"]!["self"]!;
        using (var asked = await second.Client.SendAsync("POST", way == "stop" ? $"{self}/stop" : "/api/v1/stop-all"))
            asked.IsSuccessStatusCode.Should().BeTrue(await asked.TextAsync());

        var ended = await second.Client.WhenEndedAsync(run);
        ((string)ended["status"]!).Should().Be("stopped");
        ((long)ended["requests"]!).Should().Be(target.Of(1).Requests);
    }

    private Task<ServiceProcess> StartAsync(string node, params string[] settings)
    {
        var directory = new TemporaryDirectory(node);
        _directories.Add(directory);
        return ServiceProcess.StartAsync(directory, [.. SharedSettings(node), .. settings]);
    }

    private string[] SettingsOf(string node)
    {
        var directory = new TemporaryDirectory(node);
        _directories.Add(directory);
        return [.. ServiceUnderTest.SettingsFor(directory.Location), .. SharedSettings(node)];
    }

    private string[] SharedSettings(string node) =>
        ["--Storage:Provider=Postgres", $"--ConnectionStrings:Curlew={_database}", $"--Execution:Node={node}"];

    private async Task<object> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(Stop))!;
    }
}
