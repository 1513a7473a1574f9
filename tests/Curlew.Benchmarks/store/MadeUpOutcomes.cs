using Curlew.Domain.Outcomes;

namespace Curlew.Benchmarks.Store;

/// <summary>
/// Outcomes as a run of a journey of three steps has them at 20,000 a second: 64 connections, of which one in 20,000 requests
/// opens a new one; latencies of half a millisecond with a long tail; one failure in 2,000, of four kinds.
/// </summary>
internal sealed class MadeUpOutcomes(int seed)
{
    private readonly Random _random = new(seed);
    private readonly long[] _connections = [.. Enumerable.Range(0, 64)];
    private long _now;
    private long _made;

    public void Fill(Span<Outcome> outcomes)
    {
        foreach (ref var outcome in outcomes)
        {
            _made++;
            _now += _random.Next(100);
            var user = _random.Next(64);
            var total = 200 + (long)(-250 * Math.Log(1 - _random.NextDouble())) + (_random.Next(1_000) == 0 ? _random.Next(50_000) : 0);
            var isNew = _random.Next(20_000) == 0;
            if (isNew)
                _connections[user] = _made + 64;
            outcome = new Outcome
            {
                Step = (int)(_made % 3),
                VirtualUser = user,
                Iteration = (_made / 3) + _random.Next(64),
                PlannedMicros = _now - total - _random.Next(40),
                StartedMicros = _now - total,
                ConnectMicros = isNew ? 120 : 0,
                RequestSentMicros = 15 + _random.Next(30),
                FirstByteMicros = total - 60,
                TotalMicros = total,
                BytesUp = 85,
                BytesDown = 250 + _random.Next(3),
                ConnectionId = _connections[user],
                Status = 200,
                HttpVersion = NegotiatedHttpVersion.Http2,
                NewConnection = isNew,
            };
            if (_random.Next(2_000) == 0)
                Fail(ref outcome);
        }
    }

    private void Fail(ref Outcome outcome)
    {
        (outcome.Status, outcome.CurlCode, outcome.Failure) = _random.Next(4) switch
        {
            0 => ((short)503, (short)0, FailureKind.Status),
            1 => ((short)0, (short)28, FailureKind.CurlCode),
            2 => ((short)0, (short)92, FailureKind.CurlCode),
            _ => ((short)200, (short)0, FailureKind.Body),
        };
        if (outcome.Status == 0)
            outcome.HttpVersion = NegotiatedHttpVersion.None;
    }
}
