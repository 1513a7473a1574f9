using System.Globalization;
using Curlew.Soak.Processes;
using Curlew.Soak.Targets;

namespace Curlew.Soak.Runs;

/// <summary>
/// Short runs back to back through the API of one real process: what a night of them would leave behind in memory, descriptors and
/// threads, in minutes.
/// </summary>
internal sealed class RunsCampaign(string directory, CountingTarget target, TextWriter log)
{
    private const int Waiting = 4;
    private const int Requests = 20;
    private const int Samples = 60;
    private const double WarmUpShare = 0.2;

    private readonly List<ProcessSample> _samples = [];

    /// <summary>Has so many runs carried out; answers whether everything stayed flat and nothing went wrong.</summary>
    public async Task<bool> RunAsync(int runs, CancellationToken cancelled)
    {
        await using var service = CurlewProcess.Start(directory);
        using var client = await service.WhenListeningAsync(cancelled)
            ?? throw new InvalidOperationException($"The service did not start: {service.Output}");
        var definition = await client.SaveDefinitionAsync(
            $$"""{"name": "short", "url": "{{target.Address}}/runs/0", "virtualUsers": 2, "requests": {{Requests}} }""", cancelled);
        var waiting = new Queue<string>();
        var (queued, ended, faults) = (0, 0, 0);
        var every = Math.Max(1, runs / Samples);
        await log.WriteLineAsync("    runs  resident      heap  descriptors  threads  database");
        while (ended < runs)
        {
            while (queued < runs && waiting.Count < Waiting
                && await client.QueueAsync($$"""{"definitionId": "{{definition}}"}""", cancelled) is { } id)
            {
                waiting.Enqueue(id);
                queued++;
            }

            if (!await EndsCompletedAsync(client, waiting.Dequeue(), cancelled))
                faults++;
            if (++ended % every == 0)
                await SampleAsync(ended, service, client, cancelled);
        }

        var sent = target.Of(0).Requests;
        if (sent != runs * Requests)
        {
            faults++;
            await log.WriteLineAsync($"{sent} requests arrived, {runs * Requests} were to be sent.");
        }

        await service.TerminateAsync();
        return await JudgeAsync(runs, faults);
    }

    private static async Task<bool> EndsCompletedAsync(CurlewClient client, string run, CancellationToken cancelled)
    {
        while (true)
        {
            var status = (string?)(await client.FindAsync(run, "", cancelled))?["status"];
            if (status is null or "completed" or "stopped" or "failed" or "interrupted")
                return status == "completed";
            await Task.Delay(5, cancelled);
        }
    }

    private async Task SampleAsync(int runs, CurlewProcess service, CurlewClient client, CancellationToken cancelled)
    {
        var sample = await ProcessSample.TakeAsync(runs, service, client, Path.Combine(directory, "data"), cancelled);
        _samples.Add(sample);
        await log.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{sample.Runs,8} {sample.Resident,9:0.0} {sample.Heap,9:0.0} {sample.Descriptors,12} {sample.Threads,8} {sample.Database,9:0.0}"));
    }

    private async Task<bool> JudgeAsync(int runs, int faults)
    {
        var judged = Flatness.Of([.. _samples.Skip((int)(_samples.Count * WarmUpShare))]);
        foreach (var figure in judged)
            await log.WriteLineAsync(figure.ToString());
        var isFlat = judged.All(figure => figure.IsFlat);
        if (_samples is [var first, .., var last])
        {
            // Results are kept, a year by default: what they take is told and not judged.
            await log.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"database: {1024 * (last.Database - first.Database) / (last.Runs - first.Runs):0.0} KiB a run"));
        }

        await log.WriteLineAsync($"runs: {runs}, faults {faults}, {(isFlat ? "flat" : "not flat")}");
        return isFlat && faults == 0;
    }
}
