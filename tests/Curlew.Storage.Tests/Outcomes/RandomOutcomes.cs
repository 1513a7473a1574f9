using System.Reflection;
using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Tests.Outcomes;

/// <summary>Outcomes for tests, from a seed.</summary>
internal static class RandomOutcomes
{
    private static readonly PropertyInfo[] Properties = typeof(Outcome).GetProperties();

    private static readonly long[] Extremes =
        [long.MinValue, -1, 0, 1, 2, 127, 128, 32_768, int.MaxValue, 1L << 47, long.MaxValue];

    /// <summary>Outcomes with anything at all in every field, extremes often: whatever a field can hold.</summary>
    public static Outcome[] Wild(int count, int seed)
    {
        var random = new Random(seed);
        var outcomes = new Outcome[count];
        foreach (ref var outcome in outcomes.AsSpan())
        {
            outcome = new Outcome
            {
                Step = (int)Number(random),
                VirtualUser = (int)Number(random),

                // A count: what is sums to it never overflows, so SQLite can filter by it.
                Iteration = Number(random) & long.MaxValue,
                PlannedMicros = Number(random),
                StartedMicros = Number(random),
                DnsMicros = Number(random),
                ConnectMicros = Number(random),
                TlsMicros = Number(random),
                RequestSentMicros = Number(random),
                FirstByteMicros = Number(random),
                TotalMicros = Number(random),
                BytesUp = Number(random),
                BytesDown = Number(random),
                ConnectionId = Number(random),
                Status = (short)Number(random),
                CurlCode = (short)Number(random),
                HttpVersion = (NegotiatedHttpVersion)(byte)Number(random),
                NewConnection = random.Next(2) == 0,
                HiddenRepeats = (byte)Number(random),
                Redirects = (byte)Number(random),
                Failure = random.Next(2) == 0 ? FailureKind.None : (FailureKind)(byte)Number(random),
            };
        }

        return outcomes;
    }

    /// <summary>Outcomes as a run has them, where a share of them fails; the same few values again and again.</summary>
    public static Outcome[] Likely(int count, int seed, double failing)
    {
        var random = new Random(seed);
        var outcomes = new Outcome[count];
        var now = 0L;
        var iteration = 0L;
        foreach (ref var outcome in outcomes.AsSpan())
        {
            now += random.Next(50);
            iteration += random.Next(2);
            var curlCode = random.NextDouble() < failing ? random.GetItems([0, 28, 92], 1)[0] : (int?)null;
            outcome = new Outcome
            {
                Step = random.Next(3),
                VirtualUser = random.Next(64),
                Iteration = iteration + random.Next(64),
                PlannedMicros = now,
                StartedMicros = now + random.Next(20),
                RequestSentMicros = random.Next(60),
                FirstByteMicros = random.Next(1_000),
                TotalMicros = random.Next(500) == 0 ? 1_000_000 : random.Next(2_000),
                BytesUp = 85,
                BytesDown = 250,
                ConnectionId = random.Next(64),
                Status = (short)(curlCode is null ? 200 : random.GetItems([0, 404, 503], 1)[0]),
                CurlCode = (short)(curlCode ?? 0),
                HttpVersion = curlCode is null or 0 ? NegotiatedHttpVersion.Http11 : NegotiatedHttpVersion.None,
                NewConnection = random.Next(100) == 0,
                Failure = curlCode switch
                {
                    null => FailureKind.None,
                    0 => random.GetItems([FailureKind.Status, FailureKind.Body, FailureKind.MaxTime], 1)[0],
                    _ => FailureKind.CurlCode,
                },
            };
        }

        return outcomes;
    }

    /// <summary>Every field, unlike the equality of <see cref="Outcome"/>, which looks at a few.</summary>
    public static string Describe(Outcome outcome)
    {
        object boxed = outcome;
        return string.Join(' ', Properties.Select(property => $"{property.Name}={property.GetValue(boxed)}"));
    }

    private static long Number(Random random) =>
        random.Next(3) == 0
            ? Extremes[random.Next(Extremes.Length)]
            : random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
}
