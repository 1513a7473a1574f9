using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// What a reader asks for of an outcome, whatever the file's format. The one place that knows the order:
/// <see cref="Names"/> and <see cref="Read"/> go together.
/// </summary>
internal static class OutcomeColumns
{
    /// <summary>The columns' names.</summary>
    public static readonly string[] Names =
    [
        "step", "virtual_user", "base_iteration", "iteration_offset", "base_started_micros", "started_offset_micros",
        "start_lag_micros", "dns_micros", "connect_micros", "tls_micros", "request_sent_micros", "first_byte_micros",
        "total_micros", "bytes_up", "bytes_down", "connection_id", "status", "curl_code", "http_version", "new_connection",
        "hidden_repeats", "redirects", "failure",
    ];

    /// <summary>
    /// The outcome whose columns start at <paramref name="first"/>. Sums are made here, for SQLite's would turn into
    /// floating point where they overflow, and a difference that was wrapped around would not come back.
    /// </summary>
    public static Outcome Read(OutcomeStatement row, int first)
    {
        var started = unchecked(row.Column(first + 4) + row.Column(first + 5));
        return new Outcome
        {
            Step = (int)row.Column(first),
            VirtualUser = (int)row.Column(first + 1),
            Iteration = unchecked(row.Column(first + 2) + row.Column(first + 3)),
            StartedMicros = started,
            PlannedMicros = unchecked(started - row.Column(first + 6)),
            DnsMicros = row.Column(first + 7),
            ConnectMicros = row.Column(first + 8),
            TlsMicros = row.Column(first + 9),
            RequestSentMicros = row.Column(first + 10),
            FirstByteMicros = row.Column(first + 11),
            TotalMicros = row.Column(first + 12),
            BytesUp = row.Column(first + 13),
            BytesDown = row.Column(first + 14),
            ConnectionId = row.Column(first + 15),
            Status = (short)row.Column(first + 16),
            CurlCode = (short)row.Column(first + 17),
            HttpVersion = (NegotiatedHttpVersion)row.Column(first + 18),
            NewConnection = row.Column(first + 19) != 0,
            HiddenRepeats = (byte)row.Column(first + 20),
            Redirects = (byte)row.Column(first + 21),
            Failure = (FailureKind)row.Column(first + 22),
        };
    }
}
