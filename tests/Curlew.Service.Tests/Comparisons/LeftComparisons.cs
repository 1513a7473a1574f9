using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Comparisons;
using Curlew.Service.Tests.Recovery;
using Curlew.TestServers.Faults;
using Curlew.TestServers.Truth;

namespace Curlew.Service.Tests.Comparisons;

/// <summary>
/// A service that was started again after its process had died, with comparisons at several places: each had ended, and then was put back to
/// what a death would have left of it.
/// </summary>
public sealed class LeftComparisons : IAsyncLifetime
{
    private const string AfterTheFirst =
        "DELETE FROM runs WHERE comparison_position > 0 AND lower(comparison_id) = '{0}'; "
        + "UPDATE comparisons SET status = 'running', queued = 1, result_json = NULL, ended_at = NULL WHERE lower(id) = '{0}'; ";

    /// <summary>What was done to each, by its name.</summary>
    private static readonly Dictionary<string, string> Left = new()
    {
        ["between"] = AfterTheFirst,
        ["interrupted"] = AfterTheFirst
            + "UPDATE runs SET status = 'interrupted', summary_json = NULL WHERE lower(comparison_id) = '{0}'",
        ["deleted"] = AfterTheFirst + "DELETE FROM runs WHERE lower(comparison_id) = '{0}'",
        ["last"] = "UPDATE comparisons SET status = 'running', result_json = NULL, ended_at = NULL WHERE lower(id) = '{0}'",
        ["engine"] = AfterTheFirst
            + "UPDATE comparison_arms SET definition_json = json_set(definition_json, '$.engine', 'gone') WHERE lower(comparison_id) = '{0}'",
    };

    private readonly LeftService _service = new();
    private readonly Dictionary<string, (JsonNode Before, JsonNode After)> _comparisons = [];
    private FaultServer _server = null!;
    private TruthSnapshot _before = null!;

    /// <summary>A comparison, as it was before the death, and as it is now that it has come to its end again.</summary>
    public (JsonNode Before, JsonNode After) Of(string name) => _comparisons[name];

    /// <summary>Requests of an arm since the start after the death.</summary>
    public long SentSince(string name, string arm) =>
        _server.Truth.Snapshot().Of(path: $"/ok/{name}/{arm}").Requests - _before.Of(path: $"/ok/{name}/{arm}").Requests;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _server = await FaultServer.StartAsync();
        await _service.StartAsync();
        var made = new Dictionary<string, JsonNode>();
        foreach (var name in Left.Keys)
            made[name] = await _service.Client.CompareAsync(ComparisonOf(name));
        foreach (var (name, comparison) in made)
            made[name] = await _service.Client.WhenFinalAsync(comparison);
        await _service.StopAsync();
        foreach (var (name, sql) in Left)
            await _service.ExecuteAsync(sql.Replace("{0}", (string)made[name]["id"]!, StringComparison.Ordinal));

        _before = _server.Truth.Snapshot();
        await _service.StartAsync();
        foreach (var (name, comparison) in made)
            _comparisons[name] = (comparison, await _service.Client.WhenFinalAsync(comparison));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    private string ComparisonOf(string name) => $$"""
        {"definition": {"url": "{{_server.Http1}}ok/{{name}}/a", "requests": 20, "judgeInvalidRuns": true}, "rounds": 1,
         "arms": [{"name": "a"}, {"name": "b", "overrides": {"url": "{{_server.Http1}}ok/{{name}}/b"} }]}
        """;
}
