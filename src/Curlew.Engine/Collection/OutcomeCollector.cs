using Curlew.Domain.Outcomes;
using Curlew.LibCurl.Posix;

namespace Curlew.Engine.Collection;

/// <summary>
/// The thread that carries outcomes from the event loops' rings to the sink and to what adds them up. It looks at the
/// rings every few milliseconds instead of being woken, so that handing over an outcome costs an event loop no system call.
/// </summary>
internal sealed class OutcomeCollector : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly IReadOnlyList<OutcomeRing> _rings;
    private readonly IOutcomeSink _sink;
    private readonly ICollectedOutcomes _collected;
    private readonly ForwardingSink _forwarding;
    private readonly Action _onFault;
    private readonly ManualResetEventSlim _loopsEnded = new();
    private readonly Thread _thread;

    /// <param name="rings">One per event loop.</param>
    /// <param name="sink">Where outcomes go.</param>
    /// <param name="collected">What becomes of them then.</param>
    /// <param name="onFault">Called when the sink threw: nothing more can be stored.</param>
    internal OutcomeCollector(IReadOnlyList<OutcomeRing> rings, IOutcomeSink sink, ICollectedOutcomes collected, Action onFault)
    {
        _rings = rings;
        _sink = sink;
        _collected = collected;
        _forwarding = new ForwardingSink(sink, collected);
        _onFault = onFault;
        _thread = new Thread(Collect) { Name = "curlew-collector", IsBackground = true };
    }

    /// <summary>What the sink threw, if it did.</summary>
    internal Exception? Fault { get; private set; }

    /// <summary>Outcomes that were carried to the sink.</summary>
    internal long Collected { get; private set; }

    /// <summary>CPU time that storing and adding up took.</summary>
    internal TimeSpan CpuTime { get; private set; }

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
            bool ended;
            do
            {
                // In this order: what was written before the loops ended is drained once more after it.
                ended = _loopsEnded.Wait(Interval);
                if (DrainAll() == 0)
                    _sink.Write([]);
                if (!ended)
                    _collected.TurnEnded();
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
            drained += ring.Drain(_forwarding);
        Collected += drained;
        return drained;
    }

    /// <summary>Hands on what the sink has taken.</summary>
    private sealed class ForwardingSink(IOutcomeSink sink, ICollectedOutcomes collected) : IOutcomeSink
    {
        public OutcomesKept Kept => sink.Kept;

        public void Write(ReadOnlySpan<Outcome> outcomes)
        {
            sink.Write(outcomes);
            collected.Add(outcomes);
        }
    }
}
