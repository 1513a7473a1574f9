using System.Text.Json.Nodes;
using Curlew.Service.Hosting;

namespace Curlew.Service.Pipelines;

/// <summary>
/// The program's commands <c>run</c> and <c>wait</c>, for pipelines: they ask a service for a run over its API, wait for its end, say in
/// a few lines what came of it, and end with an exit code that says it too.
/// </summary>
internal static class PipelineCommand
{
    private static readonly string[] Words = [PipelineCommandLine.Run, PipelineCommandLine.Wait];
    private static readonly string[] Help = ["--help", "-h", "help"];

    /// <summary>Whether these are arguments of it.</summary>
    public static bool IsMeant(IReadOnlyList<string> arguments) => arguments.Count > 0 && Words.Contains(arguments[0]);

    /// <summary>Carries it out; answers the process's exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments.Any(Help.Contains))
        {
            await Console.Out.WriteLineAsync(PipelineCommandLine.Usage);
            return (int)PipelineExit.Passed;
        }

        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += Interrupt;
        try
        {
            return (int)await RunAsync(PipelineCommandLine.Read(arguments), interrupted.Token);
        }
        catch (StartException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return (int)PipelineExit.Refused;
        }
        catch (PipelineException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return (int)exception.Exit;
        }
        finally
        {
            Console.CancelKeyPress -= Interrupt;
        }

        void Interrupt(object? sender, ConsoleCancelEventArgs pressed)
        {
            pressed.Cancel = true;
            interrupted.Cancel();
        }
    }

    private static async Task<PipelineExit> RunAsync(PipelineCommandLine line, CancellationToken interrupted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        if (line.Timeout is { } timeout)
            end.CancelAfter(timeout);
        using var api = new PipelineApi(line.Url, Environment.GetEnvironmentVariable(PipelineCommandLine.KeyVariable), TimeProvider.System);
        var run = line.RunId;
        try
        {
            run ??= await QueueAsync(api, line, end.Token);
            var ended = await api.WhenEndedAsync(run, end.Token);
            var regression = await api.FindAsync($"runs/{run}/regression", end.Token);
            await SaveAsync(api, run, "report.junit.xml", line.JUnitFile, end.Token);
            await SaveAsync(api, run, "report.html", line.ReportFile, end.Token);
            foreach (var told in PipelineOutcome.LinesOf(ended, regression, api.AddressOf($"runs/{run}/report.html")))
                await Console.Out.WriteLineAsync(told);
            return PipelineOutcome.ExitOf(ended, line.IsStrict);
        }
        catch (OperationCanceledException)
        {
            var why = interrupted.IsCancellationRequested ? "Interrupted." : $"The run did not end within {line.Timeout?.TotalSeconds:0} s.";
            var rest = run is null ? "" : $" The run goes on: {PipelineCommandLine.Wait} --run {run} waits for it.";
            await Console.Error.WriteLineAsync(why + rest);
            return interrupted.IsCancellationRequested ? PipelineExit.Interrupted : PipelineExit.NotCarriedOut;
        }
    }

    private static async Task<string> QueueAsync(PipelineApi api, PipelineCommandLine line, CancellationToken end)
    {
        var asked = new JsonObject { ["definitionId"] = line.DefinitionId };
        if (line.Overrides is { } overrides)
            asked["overrides"] = overrides;
        if (line.BaselineRunId is { } baseline)
            asked["baselineRunId"] = baseline;
        var run = await api.QueueAsync(asked.ToJsonString(), end);
        await Console.Out.WriteLineAsync($"Run {run} is queued: {api.AddressOf($"runs/{run}")}");
        return run;
    }

    private static async Task SaveAsync(PipelineApi api, string run, string report, string? file, CancellationToken end)
    {
        if (file is null)
            return;
        try
        {
            await File.WriteAllBytesAsync(file, await api.ReadAsync($"runs/{run}/{report}", end), end);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException(PipelineExit.Refused, $"{file} could not be written: {exception.Message}");
        }
    }
}
