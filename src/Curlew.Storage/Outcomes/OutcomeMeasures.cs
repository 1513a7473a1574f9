using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// How an outcome lies in a row of its own: the number of its traits, and what differs from outcome to outcome. What
/// SQLite keeps of a number is as long as the number is great, and nothing for 0 and 1. So what grows all through a run
/// is kept as the distance from the first outcome of its block, and the planned moment as how late the start was.
/// </summary>
internal static class OutcomeMeasures
{
    /// <summary>The columns' names, in the order of <see cref="Take"/>.</summary>
    public static readonly string[] Names =
    [
        "traits", "virtual_user", "iteration_offset", "started_offset_micros", "start_lag_micros", "dns_micros",
        "connect_micros", "tls_micros", "request_sent_micros", "first_byte_micros", "total_micros", "bytes_up", "bytes_down",
        "connection_id",
    ];

    /// <summary>Puts an outcome's values in the columns' order.</summary>
    public static void Take(in Outcome outcome, int traits, in OutcomeBlock block, Span<long> values)
    {
        values[13] = outcome.ConnectionId;
        values[0] = traits;
        values[1] = outcome.VirtualUser;
        values[2] = unchecked(outcome.Iteration - block.BaseIteration);
        values[3] = unchecked(outcome.StartedMicros - block.BaseStartedMicros);
        values[4] = unchecked(outcome.StartedMicros - outcome.PlannedMicros);
        values[5] = outcome.DnsMicros;
        values[6] = outcome.ConnectMicros;
        values[7] = outcome.TlsMicros;
        values[8] = outcome.RequestSentMicros;
        values[9] = outcome.FirstByteMicros;
        values[10] = outcome.TotalMicros;
        values[11] = outcome.BytesUp;
        values[12] = outcome.BytesDown;
    }
}
