using System.Diagnostics;
using Curlew.Service.Hosting;
using Curlew.TestServers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;

namespace Curlew.Service.Tests.Recovery;

/// <summary>
/// A service whose end and next start a test decides on, and between them what it left: written into its database as a process that
/// died at some moment would have left it.
/// </summary>
internal sealed class LeftService : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    private readonly TemporaryDirectory _directory = new("left");
    private WebApplication? _service;

    /// <summary>A client of its API.</summary>
    public ServiceClient Client { get; private set; } = null!;

    /// <summary>Its data.</summary>
    public string Directory => _directory.Location;

    /// <summary>Where the outcomes of a run are.</summary>
    public string OutcomesOf(string id) => Path.Combine(Directory, "outcomes", $"{id}.db");

    /// <summary>Starts it.</summary>
    public async Task StartAsync(params string[] settings)
    {
        _service = await ServiceHost.StartAsync([.. ServiceUnderTest.SettingsFor(Directory), .. settings]);
        Client = new ServiceClient(new HttpClient { BaseAddress = new Uri(_service.Urls.First()) });
    }

    /// <summary>Ends it.</summary>
    public async Task StopAsync()
    {
        if (_service is null)
            return;
        Client.Dispose();
        await _service.StopAsync();
        await _service.DisposeAsync();
        _service = null;
        SqliteConnection.ClearAllPools();
    }

    /// <summary>Changes its database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(Directory, "curlew.db"), Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// The status of a run, and why, when it has ended: as its database has it, for where the API could not show the run. A service
    /// that has started ends what it found beside whatever else it does.
    /// </summary>
    public async Task<string> WhenEndedAsync(string id)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(Directory, "curlew.db"), Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT status || ': ' || coalesce(failure, '') FROM runs WHERE ended_at IS NOT NULL AND lower(id) = lower($id)";
        command.Parameters.AddWithValue("$id", id);
        using var poll = new PeriodicTimer(PollEvery);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (await command.ExecuteScalarAsync() is string ended)
                return ended;
            clock.Elapsed.Should().BeLessThan(Deadline, "the run was to be ended");
            await poll.WaitForNextTickAsync();
        }
    }

    /// <summary>Has ended runs, or one of them, be in a status again, as before their results were saved.</summary>
    public Task LeaveAsync(string status, string also = "", string? run = null) => ExecuteAsync(
        $"""
         UPDATE runs SET status = '{status}', summary_json = NULL, errors_json = NULL, verdict = NULL, validity = NULL, failure = NULL,
           stop_reason = NULL, regression = NULL, regression_json = NULL, ended_at = NULL{also}
           WHERE {WhichAre("id", run)};
         DELETE FROM run_histograms WHERE {WhichAre("run_id", run)};
         """);

    private static string WhichAre(string column, string? run) => run is null ? "TRUE" : $"lower({column}) = '{run}'";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Dispose();
    }
}
