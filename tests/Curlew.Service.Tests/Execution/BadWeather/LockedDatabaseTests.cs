using System.Net;
using Curlew.Service.Tests.Hosting;
using Curlew.TestServers;
using Curlew.TestServers.Faults;
using Microsoft.Data.Sqlite;

namespace Curlew.Service.Tests.Execution.BadWeather;

/// <summary>Another process keeps the SQLite database locked for long: a backup, a browser for databases.</summary>
public sealed class LockedDatabaseTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("locked");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Write_WhileTheDatabaseIsLocked_IsToldToComeAgainAndThenSucceeds()
    {
        await using var server = await FaultServer.StartAsync();
        var definition = $$"""{"url": "{{server.Http1}}ok", "requests": 5}""";
        await using var service = await ServiceProcess.StartAsync(_directory);
        await using (var other = new SqliteConnection($"Data Source={_directory.File("curlew.db")};Pooling=false"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

            using var refused = await service.Client.PostAsync(definition);
            var problem = await refused.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "database-unavailable");
            ((string)problem["detail"]!).Should().Contain("Another process keeps the database locked").And.Contain("Try again");
            refused.Headers.RetryAfter!.Delta.Should().BePositive();

            // Who only reads need not wait (WAL).
            (await service.Client.GetAsync("/api/v1/runs"))["items"]!.AsArray().Should().BeEmpty();
            ((string)(await service.Client.GetAsync("/health/live"))["status"]!).Should().Be("healthy");
        }

        ((string)(await service.Client.RunAsync(definition))["status"]!).Should().Be("completed");
        server.Truth.Snapshot().Load.Requests.Should().Be(5, "what was refused is no run");
    }
}
