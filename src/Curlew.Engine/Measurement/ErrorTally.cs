using System.Runtime.InteropServices;
using Curlew.Domain.Errors;
using Curlew.Domain.Outcomes;

namespace Curlew.Engine.Measurement;

/// <summary>
/// Counts failed requests by how they failed, and keeps the first of each. On the collector's thread. Statuses, CURLcodes and
/// kinds of failure bound how many groups there can be.
/// </summary>
/// <param name="steps">How many steps the journey has.</param>
/// <param name="refusals">What the target policy refused, in words.</param>
internal sealed class ErrorTally(int steps, Func<string?> refusals)
{
    private readonly Dictionary<Way, Group> _groups = [];
    private long _count;
    private long _told;

    /// <summary>Whether there are failures that <see cref="Groups"/> has not told.</summary>
    internal bool HasChanged => _count != _told;

    internal void Add(ReadOnlySpan<Outcome> outcomes)
    {
        foreach (ref readonly var outcome in outcomes)
        {
            if (!outcome.Succeeded)
                Add(outcome);
        }
    }

    /// <summary>The groups, the most frequent first.</summary>
    internal IReadOnlyList<ErrorGroup> Groups()
    {
        _told = _count;
        return
        [
            .. _groups
                .OrderByDescending(entry => entry.Value.Count)
                .ThenBy(entry => entry.Value.FirstEnded)
                .Select(entry => entry.Value.ToErrorGroup(entry.Key, entry.Key.Failure == FailureKind.Target ? refusals() : null)),
        ];
    }

    private void Add(in Outcome outcome)
    {
        _count++;
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _groups, new Way(outcome.CurlCode, outcome.Status, outcome.Failure), out _);
        group ??= new Group(outcome, steps);
        group.Add(outcome);
    }

    private static double Ms(long micros) => micros / 1000.0;

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Way(short CurlCode, short Status, FailureKind Failure);

    private sealed class Group(Outcome first, int steps)
    {
        private readonly long[] _bySteps = new long[steps];
        private long _lastEnded = long.MinValue;

        internal long Count { get; private set; }

        internal long FirstEnded { get; private set; } = long.MaxValue;

        internal void Add(in Outcome outcome)
        {
            Count++;
            _bySteps[outcome.Step]++;
            var ended = outcome.StartedMicros + outcome.TotalMicros;
            FirstEnded = Math.Min(FirstEnded, ended);
            _lastEnded = Math.Max(_lastEnded, ended);
        }

        internal ErrorGroup ToErrorGroup(Way way, string? detail) => new(
            way.CurlCode, way.Status, way.Failure, Count, Ms(FirstEnded), Ms(_lastEnded), [.. _bySteps],
            new ErrorExample(
                first.Step, first.VirtualUser, first.Iteration, Ms(first.StartedMicros), Ms(first.TotalMicros), first.HttpVersion.ToWord(),
                first.ConnectionId, first.NewConnection, first.BytesUp, first.BytesDown),
            detail);
    }
}
