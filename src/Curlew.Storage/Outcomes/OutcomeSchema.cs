namespace Curlew.Storage.Outcomes;

/// <summary>What a file of outcomes looks like. Whoever changes it raises <see cref="Version"/>.</summary>
internal static class OutcomeSchema
{
    /// <summary>Marks the file as Curlew's ("Curl" in ASCII).</summary>
    public const int ApplicationId = 0x4375726C;

    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    /// <summary>
    /// To be run on a new file before anything else. Power loss may cost the last commits (synchronous NORMAL), never the
    /// file. Page size and the rest are what measured best, see docs/decisions/outcome-store.md.
    /// </summary>
    public const string Settings =
        "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 1000";

    /// <summary>Goes back from the write-ahead log to one plain file, in which whatever was logged stands.</summary>
    public const string OneFile = "PRAGMA journal_mode = DELETE";

    /// <summary>Puts a block in place of what was written of it before.</summary>
    public const string InsertBlock =
        """
        INSERT OR REPLACE INTO blocks (first_row, last_row, failed, slowest_micros, steps, statuses, status_classes, curl_codes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """;

    /// <summary>The names of the journey's steps.</summary>
    public const string InsertStep = "INSERT INTO steps (position, name) VALUES (?, ?)";

    /// <summary>Makes the tables.</summary>
    public static readonly string Tables =
        $"""
        PRAGMA application_id = {ApplicationId};
        PRAGMA user_version = {Version};
        CREATE TABLE steps (position INTEGER PRIMARY KEY, name TEXT NOT NULL);
        CREATE TABLE outcomes (row INTEGER PRIMARY KEY, {string.Join(", ", OutcomeColumns.Names)});
        CREATE TABLE blocks (
          first_row INTEGER PRIMARY KEY, last_row, failed, slowest_micros, steps, statuses, status_classes, curl_codes);
        """;
}
