using Curlew.Soak.Processes;
using Curlew.Soak.Targets;

namespace Curlew.Soak.Kills;

/// <summary>
/// Kills the real service at random moments: while it starts, while it carries out runs, while it ends what the last kill left. Then
/// has it start once more, waits until all runs have ended, and compares with what the target counted.
/// </summary>
public sealed class KillCampaign
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan EndDeadline = TimeSpan.FromMinutes(5);

    private readonly string _directory;
    private readonly Random _random;
    private readonly CountingTarget _target;
    private readonly TextWriter _log;
    private readonly List<KilledRun> _runs = [];
    private readonly Dictionary<string, int> _found = [];
    private int _number;
    private int _handsNeeded;

    /// <param name="directory">Where the service keeps its data; its own, and empty.</param>
    /// <param name="seed">What chance goes by.</param>
    /// <param name="target">Who counts.</param>
    /// <param name="log">Told how it goes on.</param>
    public KillCampaign(string directory, int seed, CountingTarget target, TextWriter log) =>
        (_directory, _random, _target, _log) = (directory, new Random(seed), target, log);

    /// <summary>Kills it so many times.</summary>
    public async Task<KillReport> RunAsync(int kills, CancellationToken cancelled)
    {
        for (var kill = 1; kill <= kills; kill++)
        {
            await using (var service = CurlewProcess.Start(_directory))
            {
                // The very first life is cut short while it makes its database.
                if (kill == 1 || _random.Next(5) == 0)
                    await Task.Delay(_random.NextDouble() * LongestStart, cancelled);
                else
                    await LiveAsync(service, cancelled);
                await service.KillAsync();
            }

            await _target.NextLifeAsync(cancelled);
            foreach (var (status, count) in await StatusesAtDeath.CountAsync(Path.Combine(_directory, "data"), cancelled))
                _found[status] = _found.GetValueOrDefault(status) + count;
            if (kill % 10 == 0)
                await _log.WriteLineAsync($"{kill} of {kills} kills, {_runs.Count} runs");
        }

        return await JudgeAsync(kills, cancelled);
    }

    /// <summary>One life: some runs are queued, and one may be stopped, while somebody reads outcomes; it ends in the middle of that.</summary>
    private async Task LiveAsync(CurlewProcess service, CancellationToken cancelled)
    {
        using var client = await service.WhenListeningAsync(cancelled);
        if (client is null)
        {
            await NeedHandAsync(service);
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        end.CancelAfter(_random.NextDouble() * LongestLife);
        try
        {
            for (var more = _random.Next(1, 4); more > 0; more--)
                await QueueAsync(client, cancelled);
            if (_random.Next(3) == 0)
            {
                await Task.Delay(_random.NextDouble() * LongestLife / 2, end.Token);
                await client.StopAsync(_runs[^_random.Next(1, Math.Min(4, _runs.Count + 1))].Id, end.Token);
            }

            for (var recent = 0; ; recent++)
            {
                var run = _runs[^(1 + (recent % Math.Min(6, _runs.Count)))];
                run.Readable = Math.Max(run.Readable, await client.CountOutcomesAsync(run.Id, end.Token) ?? 0);
                await Task.Delay(20, end.Token);
            }
        }
        catch (OperationCanceledException) when (!cancelled.IsCancellationRequested)
        {
            // Its time has come.
        }
    }

    private async Task QueueAsync(CurlewClient client, CancellationToken cancelled)
    {
        var number = ++_number;
        var shape = RunShape.All[_random.Next(RunShape.All.Length)];
        if (await client.QueueAsync(shape.Definition(_target.Address, number), cancelled) is { } id)
            _runs.Add(new KilledRun(number, id, shape));
    }

    private async Task NeedHandAsync(CurlewProcess service)
    {
        _handsNeeded++;
        await _log.WriteLineAsync($"The service did not come up by itself: {service.Output}");
    }

    private async Task<KillReport> JudgeAsync(int kills, CancellationToken cancelled)
    {
        await using var service = CurlewProcess.Start(_directory);
        using var client = await service.WhenListeningAsync(cancelled);
        if (client is null)
            await NeedHandAsync(service);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        deadline.CancelAfter(EndDeadline);
        var judge = new KillJudge(client, _target);
        foreach (var run in _runs)
            await judge.LookAtAsync(run, deadline.Token, cancelled);
        await service.TerminateAsync();
        return judge.Report(kills, _runs.Count, _handsNeeded, _found);
    }
}
