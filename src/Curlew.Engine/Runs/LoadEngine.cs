using System.Diagnostics;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Load;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Summaries;
using Curlew.Domain.Targets;
using Curlew.Domain.Verdicts;
using Curlew.Engine.Catalog;
using Curlew.Engine.Collection;
using Curlew.Engine.Load;
using Curlew.Engine.Measurement;
using Curlew.Engine.Requests;
using Curlew.Engine.Targets;
using Curlew.Engine.Variables;
using Curlew.LibCurl;

namespace Curlew.Engine.Runs;

/// <summary>Carries out runs: preflight, load, summary.</summary>
public sealed class LoadEngine(EngineCatalog catalog, int eventLoops, TimeProvider time)
{
    /// <summary>
    /// Carries out one run on threads of its own and returns when its last outcome has been written to
    /// <paramref name="sink"/>. Cancelling <paramref name="stop"/> ends it early: nothing new is started at once,
    /// requests in flight get two seconds and are then recorded with CURLcode 42. Cancelling <paramref name="abort"/> as well leaves
    /// them no time: nothing more is sent. Nothing is sent at all where <paramref name="targets"/> does not allow it, whatever names,
    /// redirects and data lead there.
    /// </summary>
    public async Task<RunResult> ExecuteAsync(
        RunDefinition definition, TargetPolicy targets, IOutcomeSink sink, IRunObserver observer, CancellationToken stop,
        CancellationToken abort = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(observer);

        if (!catalog.TryGet(definition.Engine, out var engine))
            return Failed($"Engine '{definition.Engine}' does not exist here any more.", definition, preflight: null);

        if (targets.Check(definition) is { Count: > 0 } refusals)
            return Failed($"{TargetGuard.TextOf(refusals.Select(refusal => refusal.Decision.Reason!))} No load was sent.", definition, preflight: null);

        PreflightResult preflight;
        try
        {
            // Whoever stops the run need not wait for a server that stalls; the request ends by itself a moment later.
            preflight = await Task.Run(
                () => Preflight.Perform(engine.Library, definition, targets, time.GetUtcNow().UtcDateTime, stop), CancellationToken.None).WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return Stopped(preflight: null);
        }
        catch (CurlException exception)
        {
            return Failed(exception.Message, definition, preflight: null);
        }

        if (!preflight.Succeeded)
            return Failed(Explain(preflight, definition), definition, preflight);
        if (definition.PlacesStreams && !IsHttp2(preflight))
            return Failed(ExplainStreams(preflight), definition, preflight);
        observer.PreflightSucceeded(preflight);
        return stop.IsCancellationRequested
            ? Stopped(preflight)
            : await SendLoadAsync(engine, definition, targets, preflight, sink, observer, stop, abort);
    }

    private static RunResult Failed(string failure, RunDefinition definition, PreflightResult? preflight) => new()
    {
        Failure = failure,
        Stopped = false,
        Preflight = preflight,
        Verdict = VerdictRules.WithoutLoad(definition.Thresholds.Count),
        Summary = null,
        Histograms = [],
    };

    private static bool IsHttp2(PreflightResult preflight) => preflight.HttpVersion == NegotiatedHttpVersion.Http2.ToWord();

    private static string ExplainStreams(PreflightResult preflight) =>
        $"The definition places streams on HTTP/2 connections (connections, streamsPerConnection), but the server negotiated HTTP/{preflight.HttpVersion}. "
        + "Leave those fields out, or give httpVersion \"2-prior-knowledge\" for a server that speaks HTTP/2 without TLS. No load was sent.";

    private static RunResult Stopped(PreflightResult? preflight) =>
        new() { Failure = null, Stopped = true, Preflight = preflight, Verdict = null, Summary = null, Histograms = [] };

    private static string Explain(PreflightResult preflight, RunDefinition definition)
    {
        var code = (CurlCode)preflight.CurlCode;
        return $"The preflight request to {definition.Steps[0].Url.Source} failed: {preflight.Error} ({code.ToSymbol()}, {preflight.CurlCode}). No load was sent.";
    }

    private async Task<RunResult> SendLoadAsync(
        LoadedEngine engine, RunDefinition definition, TargetPolicy targets, PreflightResult preflight, IOutcomeSink sink, IRunObserver observer,
        CancellationToken stop, CancellationToken abort)
    {
        var multiplexed = IsHttp2(preflight) && definition.ConnectionReuse != ConnectionReuse.None;
        var plan = CellPlan.For(definition, eventLoops, multiplexed);
        var budget = new IterationBudget((definition.Load as ClosedLoad)?.Iterations);
        var slots = new VariableSlots(definition);
        var loops = plan.Loops.Select(loop => new LoadLoop(engine.Library, definition, loop, slots, budget, targets)).ToArray();
        var started = 0L;
        var account = new RunAccount(
            definition, observer, () => MomentOf(loops, Stopwatch.GetElapsedTime(Volatile.Read(ref started))), () => StopAll(loops),
            () => AbortAll(loops), () => TargetGuard.TextOf(loops.SelectMany(loop => loop.Refusals)));
        try
        {
            var room = MachineRoom.Now();
            foreach (var loop in loops)
                loop.Prepare();
            await observer.LoadStartingAsync(time.GetUtcNow());

            using var collector = new OutcomeCollector([.. loops.Select(loop => loop.Ring)], sink, account, onFault: () => StopAll(loops));
            var gcPauseBefore = GC.GetTotalPauseDuration();
            Volatile.Write(ref started, Stopwatch.GetTimestamp());
            collector.Start();
            LoopReport[] reports;
            await using (stop.Register(() => StopAll(loops)))
            await using (abort.Register(() => AbortAll(loops)))
            {
                try
                {
                    var dayTime = time.GetUtcNow().UtcDateTime;
                    reports = await Task.WhenAll(loops.Select(loop => RunOrStopOthersAsync(loop, loops, started, dayTime)).ToArray());
                }
                finally
                {
                    await Task.Run(collector.Finish, CancellationToken.None);
                }
            }

            var elapsed = Stopwatch.GetElapsedTime(started, reports.Max(report => report.LastEnd));
            account.Finish(MomentOf(loops, reports, elapsed), collector.CpuTime);
            var measurement = new RunMeasurement
            {
                Definition = definition,
                Engine = engine.Description,
                Preflight = preflight,
                Tally = account.Tally,
                Thresholds = account.Thresholds.Results(),
                Loops = reports,
                Elapsed = elapsed,
                EndedEarly = stop.IsCancellationRequested || account.HasStopped || collector.Fault is not null,
                StoreCpuTime = collector.CpuTime,
                OutcomesDropped = loops.Sum(loop => loop.Ring.Written) - collector.Collected,
                Kept = sink.Kept,
                PeakMemoryBytes = account.PeakMemoryBytes,
                GcPause = GC.GetTotalPauseDuration() - gcPauseBefore,
                Room = room,
                KnowsRequestSent = OutcomeReader.KnowsRequestSent(engine.Library.Info),
            };
            var builder = new SummaryBuilder(measurement, engine.Library.Describe);
            var summary = builder.Build();
            return new RunResult
            {
                Failure = collector.Fault is { } fault ? $"Outcomes could not be stored: {fault.Message}" : null,
                Stopped = stop.IsCancellationRequested || account.HasStopped,
                StoppedByThreshold = account.Thresholds.StopReason,
                StoppedByLimit = account.Limits.StopReason,
                Preflight = preflight,
                Verdict = summary.Verdict,
                Summary = summary,
                Errors = account.Errors.Groups(),
                Histograms = builder.Histograms(),
            };
        }
        finally
        {
            foreach (var loop in loops)
                loop.Dispose();
        }
    }

    private static GeneratorMoment MomentOf(LoadLoop[] loops, TimeSpan elapsed) => new()
    {
        Elapsed = elapsed,
        CpuTime = TimeSpan.FromTicks(loops.Sum(loop => loop.CpuTime.Ticks)),
        Ended = loops.Sum(loop => loop.Ended),
        Failed = loops.Sum(loop => loop.Failed),
        Skipped = loops.Sum(loop => loop.Skipped),
        BytesMoved = loops.Sum(loop => loop.BytesMoved),
        VirtualUsers = loops.Sum(loop => loop.VirtualUsers),
        OpenConnections = loops.Sum(loop => loop.OpenConnections),
    };

    /// <summary>The loops' clocks tell twice a second; their reports are exact.</summary>
    private static GeneratorMoment MomentOf(LoadLoop[] loops, LoopReport[] reports, TimeSpan elapsed) =>
        MomentOf(loops, elapsed) with { CpuTime = TimeSpan.FromTicks(reports.Sum(report => report.CpuTime.Ticks)) };

    private static async Task<LoopReport> RunOrStopOthersAsync(LoadLoop loop, LoadLoop[] all, long started, DateTime dayTime)
    {
        try
        {
            return await loop.RunAsync(started, dayTime);
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

    private static void AbortAll(LoadLoop[] loops)
    {
        foreach (var loop in loops)
            loop.RequestAbort();
    }
}
