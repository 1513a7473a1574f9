using System.Buffers;
using Curlew.Domain.Regressions;
using Curlew.Domain.Timelines;

namespace Curlew.Domain.Tests.Regressions;

/// <summary>
/// A run that was never sent: lognormal response times whose level wanders from second to second, as that of a server does whose
/// caches, collections and neighbours come and go.
/// </summary>
internal sealed record SimulatedRun
{
    public int Seconds { get; init; } = 60;

    public int RequestsPerSecond { get; init; } = 100;

    public double MedianMs { get; init; } = 60;

    /// <summary>Of the logarithm of response times within a second.</summary>
    public double Spread { get; init; } = 0.3;

    /// <summary>What a second's level has of the one before.</summary>
    public double Memory { get; init; }

    /// <summary>Of the logarithm of a second's level.</summary>
    public double Wandering { get; init; }

    /// <summary>Of the logarithm of a run's level.</summary>
    public double BetweenRuns { get; init; }

    public double FailedShare { get; init; }

    /// <summary>What the level grows by from the first to the last second, as a share.</summary>
    public double Trend { get; init; }

    public IReadOnlyList<string> StepNames { get; init; } = ["only"];

    /// <summary>A step that takes longer than the others, and how many times as long.</summary>
    public (string Step, double Times)? Slow { get; init; }

    public RunSample Sample(Random random) => RunSample.Of(StepNames, 0, Timeline(random));

    public IEnumerable<TimelineSecond> Timeline(Random random)
    {
        var run = BetweenRuns * Normal(random);
        var wandering = Wandering * Normal(random);
        for (var second = 0; second < Seconds; second++)
        {
            var level = MedianMs * Math.Exp(run + wandering) * (1 + (Trend * second / Seconds));
            yield return Second(second, 1, random, () => level * Math.Exp(Spread * Normal(random)));
            wandering = (Memory * wandering) + (Wandering * Math.Sqrt(1 - (Memory * Memory)) * Normal(random));
        }
    }

    public TimelineSecond Second(int second, double length, Random random, Func<double> nextMs)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var name in StepNames)
        {
            var times = Slow is { } slow && slow.Step == name ? slow.Times : 1;
            var step = new StepSecond { Requests = (long)Math.Round(RequestsPerSecond * length) };
            for (var request = 0; request < step.Requests; request++)
            {
                step.ResponseTime.Record((long)(nextMs() * times * 1000));
                step.Failed += random.NextDouble() < FailedShare ? 1 : 0;
            }

            step.Encode(output);
        }

        return new TimelineSecond
        {
            Second = second,
            Length = length,
            VirtualUsers = 1,
            OpenConnections = 1,
            SkippedStarts = 0,
            GeneratorCpuMicros = (long)(length * (50_000 + (5_000 * random.NextDouble()))),
            StoreCpuMicros = 0,
            Steps = output.WrittenSpan.ToArray(),
        };
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
