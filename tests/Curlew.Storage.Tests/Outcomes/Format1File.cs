using System.Globalization;
using System.Text;
using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Tests.Outcomes;

/// <summary>
/// Writes outcomes as the program did before format 2: its statements, copied. What its writer put into blocks one
/// outcome at a time is put together by SQL: the sum of distinct powers of two is the set of bits.
/// </summary>
internal static class Format1File
{
    private const string Tables =
        """
        PRAGMA page_size = 16384;
        PRAGMA application_id = 1131770476;
        PRAGMA user_version = 1;
        CREATE TABLE steps (position INTEGER PRIMARY KEY, name TEXT NOT NULL);
        CREATE TABLE outcomes (row INTEGER PRIMARY KEY, step, virtual_user, started_micros, start_lag_micros, dns_micros,
          connect_micros, tls_micros, request_sent_micros, first_byte_micros, total_micros, bytes_up, bytes_down, connection_id,
          status, curl_code, http_version, new_connection, hidden_repeats, redirects, succeeded);
        CREATE TABLE blocks (
          first_row INTEGER PRIMARY KEY, last_row, failed, slowest_micros, steps, statuses, status_classes, curl_codes);
        INSERT INTO steps VALUES (0, 'login'), (1, 'cart'), (2, 'pay');
        """;

    private const string Blocks =
        """
        INSERT INTO blocks
        SELECT min(row), max(row), sum(succeeded = 0), max(total_micros), sum(DISTINCT 1 << (step % 59)),
          sum(DISTINCT 1 << (status % 59)), sum(DISTINCT 1 << (status / 100 % 59)), sum(DISTINCT 1 << (curl_code % 59))
        FROM outcomes GROUP BY (row - 1) / 512;
        """;

    public static void Write(OutcomeFiles files, Outcome[] outcomes)
    {
        // The store makes the directory; the file is then another's.
        files.Create().Dispose();
        files.Store.Delete(files.Run);
        var sql = new StringBuilder(Tables);
        sql.AppendLine("BEGIN;");
        foreach (var outcome in outcomes)
            sql.AppendLine(CultureInfo.InvariantCulture, $"INSERT INTO outcomes VALUES (NULL, {string.Join(", ", Values(outcome))});");
        files.Execute(sql.Append(Blocks).Append("COMMIT;").ToString());
    }

    private static long[] Values(Outcome outcome) =>
    [
        outcome.Step,
        outcome.VirtualUser,
        outcome.StartedMicros,
        outcome.StartedMicros - outcome.PlannedMicros,
        outcome.DnsMicros,
        outcome.ConnectMicros,
        outcome.TlsMicros,
        outcome.RequestSentMicros,
        outcome.FirstByteMicros,
        outcome.TotalMicros,
        outcome.BytesUp,
        outcome.BytesDown,
        outcome.ConnectionId,
        outcome.Status,
        outcome.CurlCode,
        (long)outcome.HttpVersion,
        outcome.NewConnection ? 1 : 0,
        outcome.HiddenRepeats,
        outcome.Redirects,
        outcome.Succeeded ? 1 : 0,
    ];
}
