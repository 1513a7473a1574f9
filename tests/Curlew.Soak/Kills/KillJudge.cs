using System.Text.Json.Nodes;
using Curlew.Soak.Processes;
using Curlew.Soak.Targets;

namespace Curlew.Soak.Kills;

/// <summary>Holds what the service says of its runs against what the target counted and what could be read before.</summary>
internal sealed class KillJudge(CurlewClient? client, CountingTarget target)
{
    private static readonly string[] Terminal = ["completed", "stopped", "failed", "interrupted"];
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(50);

    private readonly List<string> _faults = [];
    private readonly Dictionary<string, int> _ended = [];
    private int _lost;
    private int _repeated;
    private int _rowsMissing;

    /// <summary>Waits for a run's end, until <paramref name="deadline"/>, and judges it.</summary>
    public async Task LookAtAsync(KilledRun run, CancellationToken deadline, CancellationToken cancelled)
    {
        var current = client is null ? null : await WhenEndedAsync(run, deadline, cancelled);
        var sent = target.Of(run.Number);
        if (current is null)
        {
            _lost++;
            Fault(run, "it is not there any more, or did not end");
        }

        if (sent.Lives > 1 || sent.Requests > run.Shape.Requests)
        {
            _repeated++;
            Fault(run, $"{sent.Requests} of {run.Shape.Requests} requests arrived, in {sent.Lives} lives of the service");
        }

        if (current is not null)
            await LookAtResultAsync(run, current, sent.Requests, cancelled);
    }

    /// <summary>What it all comes to.</summary>
    public KillReport Report(int kills, int runs, int handsNeeded, IReadOnlyDictionary<string, int> found) =>
        new(kills, runs, _lost, _repeated, _rowsMissing, handsNeeded, _faults, found, _ended);

    private async Task<JsonNode?> WhenEndedAsync(KilledRun run, CancellationToken deadline, CancellationToken cancelled)
    {
        while (true)
        {
            if (await client!.FindAsync(run.Id, "", cancelled) is not { } current)
                return null;
            if (Terminal.Contains((string)current["status"]!))
                return current;
            if (deadline.IsCancellationRequested)
                return null;
            await Task.Delay(PollEvery, cancelled);
        }
    }

    private async Task LookAtResultAsync(KilledRun run, JsonNode current, int sent, CancellationToken cancelled)
    {
        var status = (string)current["status"]!;
        _ended[status] = _ended.GetValueOrDefault(status) + 1;
        var summary = await client!.FindAsync(run.Id, "/summary", cancelled);
        var counted = (int?)summary?["total"]!["requests"];
        if (status == "failed" || (status == "interrupted" && current["failure"] is null))
            Fault(run, $"it ended {status}: {current["failure"]}");
        if (summary is null && sent > 0)
            Fault(run, $"it ended {status} without a summary, though {sent} requests arrived: {current["failure"]}");
        if (status == "completed" && (sent != run.Shape.Requests || counted != sent))
            Fault(run, $"it completed with {counted} requests, {sent} of {run.Shape.Requests} arrived");
        if (!run.Shape.KeepsAll)
            return;

        var rows = await client.CountOutcomesAsync(run.Id, cancelled) ?? 0;
        var least = status == "completed" ? sent : run.Readable;
        if (rows < least)
        {
            _rowsMissing += least - rows;
            Fault(run, $"it ended {status} with {rows} outcomes, {run.Readable} had been readable and {sent} requests arrived");
        }

        if (rows > sent)
            Fault(run, $"it has {rows} outcomes, but {sent} requests arrived");
        if (summary is not null && counted < rows)
            Fault(run, $"its summary counts {counted} requests, but it has {rows} outcomes");
    }

    private void Fault(KilledRun run, string what) => _faults.Add($"run {run.Number} ({run.Id}): {what}");
}
