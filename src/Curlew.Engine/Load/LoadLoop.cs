using Curlew.Domain.Definitions;
using Curlew.Engine.Collection;
using Curlew.Engine.Requests;
using Curlew.LibCurl;
using Curlew.LibCurl.Easy;
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

    private readonly CurlLibrary _library;
    private readonly RunDefinition _definition;
    private readonly LoopPlan _plan;
    private readonly ClosedLoadDriver _driver;
    private readonly PreparedStep _step;
    private readonly EventLoop _loop;
    private readonly VirtualUser[] _users;
    private readonly TaskCompletionSource<LoopReport> _report = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _wakeLock = new();
    private bool _disposed;

    internal LoadLoop(CurlLibrary library, RunDefinition definition, LoopPlan plan, RequestBudget budget)
    {
        _library = library;
        _definition = definition;
        _plan = plan;
        _step = new PreparedStep(library, definition, definition.Steps[0]);
        _users = new VirtualUser[plan.VirtualUsers];
        Ring = new OutcomeRing(Math.Max(LeastRing, plan.VirtualUsers * RingPerVirtualUser));
        var reader = new OutcomeReader(library.Info, plan.CellsOfRun);
        _driver = new ClosedLoadDriver(definition, _step, reader, budget, Ring, plan, _users);
        _loop = new EventLoop(library, plan.MaxConnectsOfCells, plan.VirtualUsers, _driver);
    }

    /// <summary>Outcomes on their way to the collector.</summary>
    internal OutcomeRing Ring { get; }

    /// <summary>Requests that have ended so far.</summary>
    internal long Ended => _driver.Ended;

    /// <summary>Requests that have failed so far.</summary>
    internal long Failed => _driver.Failed;

    /// <summary>Makes the virtual users' handles; costly, and so done before go.</summary>
    internal void Prepare()
    {
        for (var index = 0; index < _users.Length; index++)
        {
            var easy = new CurlEasy(_library, index);
            _step.Configure(easy);
            _loop.Adopt(easy);
            _users[index] = new VirtualUser(_plan.FirstVirtualUser + index, index % _plan.MaxConnectsOfCells.Count, easy);
        }
    }

    /// <summary>Go. The task ends with the loop, its handles and connections.</summary>
    internal Task<LoopReport> RunAsync(long runStarted)
    {
        _driver.BeginAt(runStarted);
        new Thread(RunToEnd) { Name = "curlew-loop", IsBackground = true }.Start();
        return _report.Task;
    }

    /// <summary>Asks for an early end, from any thread.</summary>
    internal void RequestStop()
    {
        _driver.RequestStop();
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

        foreach (var user in _users)
            user?.Easy.Dispose();
        _loop.Dispose();
        _step.Dispose();
    }

    private void RunToEnd()
    {
        try
        {
            var cpu = ThreadCpuClock.Now();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            _loop.Run();
            var report = new LoopReport
            {
                Steps = [_driver.Tally],
                CpuTime = ThreadCpuClock.Now() - cpu,
                AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - allocated,
                LastEnd = _driver.LastEnd,
                PeakOpen = _loop.PeakOpenConnections,
                LongestTurn = _loop.LongestTurn,
                StartsHeldBack = _driver.StartsHeldBack,
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
