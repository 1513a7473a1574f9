using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Tests.Outcomes;

/// <summary>
/// Writes outcomes as the program did with format 2, whose outcomes and traits lay as they do now; what its blocks said is put
/// together by SQL, of which a reader needs the rows, the bases, the iterations and the slowest.
/// </summary>
internal static class Format2File
{
    private const string Blocks =
        """
        DROP INDEX latency;
        DROP VIEW outcomes;
        ALTER TABLE blocks RENAME TO newer;
        CREATE TABLE blocks (first_row INTEGER PRIMARY KEY, last_row, base_iteration, base_started_micros, least_iteration,
          greatest_iteration, failed, slowest_micros, steps, statuses, status_classes, curl_codes, failures);
        INSERT INTO blocks
        SELECT first_row, last_row, base_iteration, base_started_micros, least_iteration, greatest_iteration,
          0, greatest_total_micros,
          ~0, ~0, ~0, ~0, ~0
        FROM newer;
        DROP TABLE newer;
        PRAGMA user_version = 2;
        """;

    public static void Write(OutcomeFiles files, Outcome[] outcomes)
    {
        files.Write(outcomes);
        files.Execute(Blocks);
    }
}
