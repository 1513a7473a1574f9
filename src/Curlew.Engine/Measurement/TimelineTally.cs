using System.Buffers;
using System.Runtime.InteropServices;
using Curlew.Domain.Outcomes;
using Curlew.Domain.Timelines;

namespace Curlew.Engine.Measurement;

/// <summary>
/// Adds outcomes up by the second in which they ended. On the collector's thread. A second is closed a little after its end,
/// when everything that ended in it should have been collected; what comes later still counts in the first second that is open.
/// </summary>
internal sealed class TimelineTally(int steps)
{
    private const long MicrosPerSecond = 1_000_000;

    /// <summary>In seconds; a load that ends so little after a second counts as ending with it, for rates would tell nothing.</summary>
    private const double LeastLength = 0.1;

    /// <summary>How much later than its end a second is closed: an event loop was busy, or the collector was.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Queue<StepSecond[]> _open = new();
    private readonly Stack<StepSecond[]> _free = new();
    private readonly ArrayBufferWriter<byte> _encoded = new();
    private readonly Dictionary<int, (int VirtualUsers, int OpenConnections)> _seen = [];
    private GeneratorMoment? _last;
    private TimeSpan _lastStoreCpu;
    private StepSecond[]? _latest;
    private int _latestSecond = -1;

    /// <summary>The first second that is not closed.</summary>
    private int First { get; set; }

    internal void Add(ReadOnlySpan<Outcome> outcomes)
    {
        foreach (ref readonly var outcome in outcomes)
        {
            var second = (int)Math.Max(First, (outcome.StartedMicros + outcome.TotalMicros) / MicrosPerSecond);
            var step = (second == _latestSecond ? _latest! : Open(second))[outcome.Step];
            step.Requests++;
            if (!outcome.Succeeded)
                step.Failed++;
            step.BytesUp += outcome.BytesUp;
            step.BytesDown += outcome.BytesDown;
            step.ResponseTime.Record(outcome.StartedMicros - outcome.PlannedMicros + outcome.TotalMicros);
            step.ServiceTime.Record(outcome.TotalMicros);
        }
    }

    /// <summary>The seconds that are over by now; to be asked often, for it also sees how many users and connections there are.</summary>
    internal IEnumerable<TimelineSecond> CloseBefore(GeneratorMoment now, TimeSpan storeCpu)
    {
        See(now);
        while (now.Elapsed >= TimeSpan.FromSeconds(First + 1) + Patience)
            yield return Close(now, storeCpu, length: 1);
    }

    /// <summary>All seconds that are left, when everything has been collected.</summary>
    internal IEnumerable<TimelineSecond> CloseAll(GeneratorMoment end, TimeSpan storeCpu)
    {
        // What was collected late may lie in a second that the load did not reach.
        while (end.Elapsed.TotalSeconds - First is var left && (left > 0 || _open.Count > 0))
        {
            if (left > 1 + LeastLength)
            {
                yield return Close(end, storeCpu, length: 1);
                continue;
            }

            FoldIntoFirst();
            yield return Close(end, storeCpu, Math.Max(left, LeastLength));
            yield break;
        }
    }

    private void See(GeneratorMoment now)
    {
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, (int)now.Elapsed.TotalSeconds, out _);
        seen = (Math.Max(seen.VirtualUsers, now.VirtualUsers), Math.Max(seen.OpenConnections, now.OpenConnections));
    }

    private void FoldIntoFirst()
    {
        Open(First);
        while (_open.Count > 1)
        {
            var first = _open.Dequeue();
            var next = _open.Peek();
            for (var step = 0; step < steps; step++)
            {
                next[step].Add(first[step]);
                first[step].Clear();
            }

            _free.Push(first);
        }
    }

    private StepSecond[] Open(int second)
    {
        while (First + _open.Count <= second)
            _open.Enqueue(_free.TryPop(out var free) ? free : [.. Enumerable.Range(0, steps).Select(_ => new StepSecond())]);
        _latestSecond = second;
        return _latest = _open.ElementAt(second - First);
    }

    private TimelineSecond Close(GeneratorMoment now, TimeSpan storeCpu, double length)
    {
        Open(First);
        var closing = _open.Dequeue();
        _encoded.ResetWrittenCount();
        foreach (var step in closing)
        {
            step.Encode(_encoded);
            step.Clear();
        }

        _free.Push(closing);
        _seen.Remove(First, out var seen);
        var second = new TimelineSecond
        {
            Second = First,
            Length = Math.Round(length, 6),
            VirtualUsers = seen.VirtualUsers,
            OpenConnections = seen.OpenConnections,
            SkippedStarts = now.Skipped - (_last?.Skipped ?? 0),
            GeneratorCpuMicros = (long)(now.CpuTime - (_last?.CpuTime ?? TimeSpan.Zero)).TotalMicroseconds,
            StoreCpuMicros = (long)(storeCpu - _lastStoreCpu).TotalMicroseconds,
            Steps = _encoded.WrittenSpan.ToArray(),
        };
        (_last, _lastStoreCpu, _latest, _latestSecond) = (now, storeCpu, null, -1);
        First++;
        return second;
    }
}
