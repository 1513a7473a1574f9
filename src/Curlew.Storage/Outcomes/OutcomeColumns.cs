using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// How an outcome lies in a row. The one place that knows the order of the columns: <see cref="Names"/>,
/// <see cref="Take"/> and <see cref="Read"/> go together.
/// </summary>
internal static class OutcomeColumns
{
    /// <summary>The columns' names.</summary>
    public static readonly string[] Names =
    [
        "step", "virtual_user", "started_micros", "start_lag_micros", "dns_micros", "connect_micros", "tls_micros",
        "request_sent_micros", "first_byte_micros", "total_micros", "bytes_up", "bytes_down", "connection_id", "status",
        "curl_code", "http_version", "new_connection", "hidden_repeats", "redirects", "succeeded",
    ];

    /// <summary>
    /// Puts an outcome's values in the columns' order. What SQLite keeps of a number is as long as the number is great,
    /// and nothing for 0 and 1: so the planned moment is kept as how late the start was.
    /// </summary>
    public static void Take(in Outcome outcome, Span<long> values)
    {
        values[19] = outcome.Succeeded ? 1 : 0;
        values[0] = outcome.Step;
        values[1] = outcome.VirtualUser;
        values[2] = outcome.StartedMicros;
        values[3] = unchecked(outcome.StartedMicros - outcome.PlannedMicros);
        values[4] = outcome.DnsMicros;
        values[5] = outcome.ConnectMicros;
        values[6] = outcome.TlsMicros;
        values[7] = outcome.RequestSentMicros;
        values[8] = outcome.FirstByteMicros;
        values[9] = outcome.TotalMicros;
        values[10] = outcome.BytesUp;
        values[11] = outcome.BytesDown;
        values[12] = outcome.ConnectionId;
        values[13] = outcome.Status;
        values[14] = outcome.CurlCode;
        values[15] = (long)outcome.HttpVersion;
        values[16] = outcome.NewConnection ? 1 : 0;
        values[17] = outcome.HiddenRepeats;
        values[18] = outcome.Redirects;
    }

    /// <summary>The outcome whose columns start at <paramref name="first"/>.</summary>
    public static Outcome Read(OutcomeStatement row, int first) => new()
    {
        Step = (int)row.Column(first),
        VirtualUser = (int)row.Column(first + 1),
        StartedMicros = row.Column(first + 2),
        PlannedMicros = unchecked(row.Column(first + 2) - row.Column(first + 3)),
        DnsMicros = row.Column(first + 4),
        ConnectMicros = row.Column(first + 5),
        TlsMicros = row.Column(first + 6),
        RequestSentMicros = row.Column(first + 7),
        FirstByteMicros = row.Column(first + 8),
        TotalMicros = row.Column(first + 9),
        BytesUp = row.Column(first + 10),
        BytesDown = row.Column(first + 11),
        ConnectionId = row.Column(first + 12),
        Status = (short)row.Column(first + 13),
        CurlCode = (short)row.Column(first + 14),
        HttpVersion = (NegotiatedHttpVersion)row.Column(first + 15),
        NewConnection = row.Column(first + 16) != 0,
        HiddenRepeats = (byte)row.Column(first + 17),
        Redirects = (byte)row.Column(first + 18),
        Succeeded = row.Column(first + 19) != 0,
    };
}
