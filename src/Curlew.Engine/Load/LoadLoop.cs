using Curlew.Domain.Definitions;
using Curlew.Domain.Targets;
using Curlew.Engine.Collection;
using Curlew.Engine.Requests;
using Curlew.Engine.Variables;
using Curlew.LibCurl;
using Curlew.LibCurl.Loop;
using Curlew.LibCurl.Posix;

namespace Curlew.Engine.Load;

/// <summary>
/// One event loop of a run with its thread: makes everything ready, waits for go, runs, and takes everything down in the
/// order that <see cref="EventLoop"/> asks for.
/// </summary>
internal sealed class LoadLoop : IDisposable
{
    private const int LeastRing = 1 << 16;
    private const int RingPerVirtualUser = 4;

    private readonly LoopPlan _plan;
    private readonly LoadDriver _driver;
    private readonly PreparedJourney _journey;
    private readonly EventLoop _loop;
    private readonly TaskCompletionSource<LoopReport> _report = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _wakeLock = new();
    private bool _disposed;

    internal LoadLoop(
        CurlLibrary library, RunDefinition definition, LoopPlan plan, VariableSlots slots, IterationBudget budget, TargetPolicy targets)
    {
        _plan = plan;
        _journey = new PreparedJourney(library, definition, slots, targets);
        Ring = new OutcomeRing(Math.Max(LeastRing, plan.VirtualUsers * RingPerVirtualUser));
        var reader = new OutcomeReader(library.Info, plan.CellsOfRun);
        _driver = new LoadDriver(definition, _journey, reader, budget, Ring, plan);
        _loop = new EventLoop(library, plan.Cells, plan.VirtualUsers, _driver);
    }

    /// <summary>Outcomes on their way to the collector.</summary>
    internal OutcomeRing Ring { get; }

    /// <summary>Requests that have ended so far.</summary>
    internal long Ended => _driver.Ended;

    /// <summary>Requests that have failed so far.</summary>
    internal long Failed => _driver.Failed;

    /// <summary>Starts that found no virtual user free so far, without those of the warm-up.</summary>
    internal long Skipped => _driver.Skipped;

    /// <summary>Virtual users that have an iteration under way.</summary>
    internal int VirtualUsers => _driver.Busy;

    /// <summary>Connections that are open.</summary>
    internal int OpenConnections => _loop.OpenConnections;

    /// <inheritdoc cref="LoadDriver.BytesMoved"/>
    internal long BytesMoved => _driver.BytesMoved;

    /// <summary>CPU time of the loop so far.</summary>
    internal TimeSpan CpuTime => _driver.CpuTime;

    /// <summary>Why the target policy refused requests.</summary>
    internal IReadOnlyList<string> Refusals => _journey.Guard.Reasons;

    /// <summary>Makes the virtual users' handles; costly, and so done before go.</summary>
    internal void Prepare() => _driver.Prepare(_loop, _plan.Prepared);

    /// <summary>Go. The task ends with the loop, its handles and connections.</summary>
    /// <param name="runStarted">The moment from which the run counts its times, as a timestamp.</param>
    /// <param name="dayTime">The same moment as time of day.</param>
    internal Task<LoopReport> RunAsync(long runStarted, DateTime dayTime)
    {
        _driver.BeginAt(runStarted, dayTime);
        new Thread(RunToEnd) { Name = "curlew-loop", IsBackground = true }.Start();
        return _report.Task;
    }

    /// <summary>Asks for an early end, from any thread.</summary>
    internal void RequestStop()
    {
        _driver.RequestStop();
        Wake();
    }

    /// <summary>Asks for an end at once, from any thread.</summary>
    internal void RequestAbort()
    {
        _driver.RequestAbort();
        Wake();
    }

    private void Wake()
    {
        lock (_wakeLock)
        {
            if (!_disposed)
                _loop.Wake();
        }
    }

    /// <summary>Takes everything down; for a loop that never ran as well.</summary>
    public void Dispose()
    {
        lock (_wakeLock)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        foreach (var user in _driver.Users)
            user.Dispose();
        _loop.Dispose();
        _journey.Dispose();
    }

    private void RunToEnd()
    {
        try
        {
            TimerSlack.SetLeast();
            ThreadSlice.SetShortest();
            var cpu = ThreadCpuClock.Now();
            var waited = RunQueueWait.Now();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            _loop.Run();
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            var report = new LoopReport
            {
                CpuTime = ThreadCpuClock.Now() - cpu,
                RunQueueWait = RunQueueWait.Now() - waited ?? TimeSpan.Zero,
                Busy = _loop.Busy,
                AllocatedBytes = allocated,
                LastEnd = _driver.LastEnd,
                PeakOpen = _loop.PeakOpenConnections,
                PeakStreams = _loop.PeakStreams,
                PeakVirtualUsers = _driver.PeakBusy,
                RemoteAddresses = _loop.Remotes,
                LongestTurn = _loop.LongestTurn,
                StartsHeldBack = _driver.StartsHeldBack,
                Skipped = _driver.Skipped,
                IterationsStarted = _driver.IterationsStarted,
                IterationsCompleted = _driver.IterationsCompleted,
            };
            Dispose();
            _report.SetResult(report);
        }
        catch (Exception exception)
        {
            Dispose();
            _report.SetException(exception);
        }
    }
}
