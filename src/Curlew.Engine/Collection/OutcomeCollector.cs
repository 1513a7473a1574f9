using System.Diagnostics;
using Curlew.Domain.Outcomes;
using Curlew.Engine.Measurement;
using Curlew.LibCurl.Posix;

namespace Curlew.Engine.Collection;

/// <summary>
/// The thread that carries outcomes from the event loops' rings to the sink and adds them up on the way. It looks at the
/// rings every few milliseconds instead of being woken, so that handing over an outcome costs an event loop no system call.
/// </summary>
internal sealed class OutcomeCollector : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan JudgeInterval = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<OutcomeRing> _rings;
    private readonly IOutcomeSink _sink;
    private readonly TallyingSink _tallyingSink;
    private readonly Action _reportProgress;
    private readonly Action _judge;
    private readonly Action _onFault;
    private readonly ManualResetEventSlim _loopsEnded = new();
    private readonly Thread _thread;

    /// <param name="rings">One per event loop.</param>
    /// <param name="sink">Where outcomes go.</param>
    /// <param name="tally">What they add up to.</param>
    /// <param name="reportProgress">Called about twice a second.</param>
    /// <param name="judge">Called each second, when the tally is up to date.</param>
    /// <param name="onFault">Called when the sink threw: nothing more can be stored.</param>
    internal OutcomeCollector(
        IReadOnlyList<OutcomeRing> rings, IOutcomeSink sink, RunTally tally, Action reportProgress, Action judge, Action onFault)
    {
        _rings = rings;
        _sink = sink;
        _tallyingSink = new TallyingSink(sink, tally);
        _reportProgress = reportProgress;
        _judge = judge;
        _onFault = onFault;
        _thread = new Thread(Collect) { Name = "curlew-collector", IsBackground = true };
    }

    /// <summary>What the sink threw, if it did.</summary>
    internal Exception? Fault { get; private set; }

    /// <summary>Outcomes that were carried to the sink.</summary>
    internal long Collected { get; private set; }

    /// <summary>CPU time that storing and adding up took.</summary>
    internal TimeSpan CpuTime { get; private set; }

    /// <summary>The greatest resident set of the process that was seen.</summary>
    internal long PeakMemoryBytes { get; private set; }

    internal void Start() => _thread.Start();

    /// <summary>Waits until everything that the loops wrote is in the sink. Call it when the loops have ended.</summary>
    internal void Finish()
    {
        _loopsEnded.Set();
        _thread.Join();
    }

    public void Dispose() => _loopsEnded.Dispose();

    private void Collect()
    {
        var began = ThreadCpuClock.Now();
        try
        {
            var lastProgress = 0L;
            var lastJudged = Stopwatch.GetTimestamp();
            bool ended;
            do
            {
                // In this order: what was written before the loops ended is drained once more after it.
                ended = _loopsEnded.Wait(Interval);
                if (DrainAll() == 0)
                    _sink.Write([]);
                if (ended || Stopwatch.GetElapsedTime(lastProgress) >= ProgressInterval)
                {
                    lastProgress = Stopwatch.GetTimestamp();
                    PeakMemoryBytes = Math.Max(PeakMemoryBytes, Environment.WorkingSet);
                    _reportProgress();
                }

                if (!ended && Stopwatch.GetElapsedTime(lastJudged) >= JudgeInterval)
                {
                    lastJudged = Stopwatch.GetTimestamp();
                    _judge();
                }
            }
            while (!ended);
        }
        catch (Exception exception)
        {
            Fault = exception;
            _onFault();
        }
        finally
        {
            CpuTime = ThreadCpuClock.Now() - began;
        }
    }

    private int DrainAll()
    {
        var drained = 0;
        foreach (var ring in _rings)
            drained += ring.Drain(_tallyingSink);
        Collected += drained;
        return drained;
    }

    /// <summary>Adds up what the sink has taken.</summary>
    private sealed class TallyingSink(IOutcomeSink sink, RunTally tally) : IOutcomeSink
    {
        public void Write(ReadOnlySpan<Outcome> outcomes)
        {
            sink.Write(outcomes);
            tally.Add(outcomes);
        }
    }
}
