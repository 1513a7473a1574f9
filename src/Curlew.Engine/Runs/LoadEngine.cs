using System.Diagnostics;
using Curlew.Domain.Definitions;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Summaries;
using Curlew.Engine.Catalog;
using Curlew.Engine.Collection;
using Curlew.Engine.Load;
using Curlew.Engine.Measurement;
using Curlew.Engine.Requests;
using Curlew.LibCurl;
using Curlew.LibCurl.Posix;

namespace Curlew.Engine.Runs;

/// <summary>Carries out runs: preflight, load, summary.</summary>
public sealed class LoadEngine(EngineCatalog catalog, int eventLoops, TimeProvider time)
{
    /// <summary>
    /// Carries out one run on threads of its own and returns when its last outcome has been written to
    /// <paramref name="sink"/>. Cancelling <paramref name="stop"/> ends it early: nothing new is started at once,
    /// requests in flight get two seconds and are then recorded with CURLcode 42.
    /// </summary>
    public async Task<RunResult> ExecuteAsync(RunDefinition definition, IOutcomeSink sink, IRunObserver observer, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(observer);

        if (!catalog.TryGet(definition.Engine, out var engine))
            return Failed($"Engine '{definition.Engine}' does not exist here any more.", preflight: null);

        PreflightResult preflight;
        try
        {
            // Whoever stops the run need not wait for a server that stalls; the request ends by itself at its timeout.
            preflight = await Task.Run(() => Preflight.Perform(engine.Library, definition), CancellationToken.None).WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return Stopped(preflight: null);
        }
        catch (CurlException exception)
        {
            return Failed(exception.Message, preflight: null);
        }

        if (!preflight.Succeeded)
            return Failed(Explain(preflight, definition), preflight);
        observer.PreflightSucceeded(preflight);
        return stop.IsCancellationRequested
            ? Stopped(preflight)
            : await SendLoadAsync(engine, definition, preflight, sink, observer, stop);
    }

    private static RunResult Failed(string failure, PreflightResult? preflight) =>
        new() { Failure = failure, Stopped = false, Preflight = preflight, Summary = null, Histograms = [] };

    private static bool IsMultiplexed(RunDefinition definition, PreflightResult preflight) =>
        preflight.HttpVersion == NegotiatedHttpVersion.Http2.ToWord() && definition.ConnectionReuse != ConnectionReuse.None;

    private static RunResult Stopped(PreflightResult? preflight) =>
        new() { Failure = null, Stopped = true, Preflight = preflight, Summary = null, Histograms = [] };

    private static string Explain(PreflightResult preflight, RunDefinition definition)
    {
        var code = (CurlCode)preflight.CurlCode;
        return $"The preflight request to {definition.Steps[0].Url} failed: {preflight.Error} ({code.ToSymbol()}, {preflight.CurlCode}). No load was sent.";
    }

    private async Task<RunResult> SendLoadAsync(
        LoadedEngine engine, RunDefinition definition, PreflightResult preflight, IOutcomeSink sink, IRunObserver observer, CancellationToken stop)
    {
        var plan = definition.ConnectionReuse == ConnectionReuse.PerVirtualUser
            ? CellPlan.PerVirtualUser(definition.Load, definition.MaxConnects, eventLoops)
            : CellPlan.For(definition.Load, definition.MaxConnects, eventLoops, IsMultiplexed(definition, preflight));
        var budget = new RequestBudget(definition.Load.Requests);
        var loops = plan.Loops.Select(loop => new LoadLoop(engine.Library, definition, loop, budget)).ToArray();
        try
        {
            foreach (var loop in loops)
                loop.Prepare();
            await observer.LoadStartingAsync(time.GetUtcNow());

            using var collector = new OutcomeCollector(
                [.. loops.Select(loop => loop.Ring)],
                sink,
                reportProgress: () => observer.Progress(loops.Sum(loop => loop.Ended), loops.Sum(loop => loop.Failed)),
                onFault: () => StopAll(loops));
            var gcPauseBefore = GC.GetTotalPauseDuration();
            collector.Start();
            var started = Stopwatch.GetTimestamp();
            LoopReport[] reports;
            await using (stop.Register(() => StopAll(loops)))
            {
                try
                {
                    reports = await Task.WhenAll(loops.Select(loop => RunOrStopOthersAsync(loop, loops, started)).ToArray());
                }
                finally
                {
                    await Task.Run(collector.Finish, CancellationToken.None);
                }
            }

            var measurement = new RunMeasurement
            {
                Definition = definition,
                Engine = engine.Description,
                Preflight = preflight,
                Loops = reports,
                Duration = Stopwatch.GetElapsedTime(started, reports.Max(report => report.LastEnd)),
                StoreCpuTime = collector.CpuTime,
                PeakMemoryBytes = collector.PeakMemoryBytes,
                GcPause = GC.GetTotalPauseDuration() - gcPauseBefore,
                OpenFileLimit = OpenFileLimit.Current(),
                KnowsRequestSent = OutcomeReader.KnowsRequestSent(engine.Library.Info),
            };
            var builder = new SummaryBuilder(measurement, engine.Library);
            return new RunResult
            {
                Failure = collector.Fault is { } fault ? $"Outcomes could not be stored: {fault.Message}" : null,
                Stopped = stop.IsCancellationRequested,
                Preflight = preflight,
                Summary = builder.Build(),
                Histograms = builder.Histograms(),
            };
        }
        finally
        {
            foreach (var loop in loops)
                loop.Dispose();
        }
    }

    private static async Task<LoopReport> RunOrStopOthersAsync(LoadLoop loop, LoadLoop[] all, long started)
    {
        try
        {
            return await loop.RunAsync(started);
        }
        catch
        {
            StopAll(all);
            throw;
        }
    }

    private static void StopAll(LoadLoop[] loops)
    {
        foreach (var loop in loops)
            loop.RequestStop();
    }
}
