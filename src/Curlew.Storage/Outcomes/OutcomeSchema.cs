namespace Curlew.Storage.Outcomes;

/// <summary>What a file of outcomes looks like. Whoever changes it raises <see cref="Version"/>.</summary>
internal static class OutcomeSchema
{
    /// <summary>Marks the file as Curlew's ("Curl" in ASCII).</summary>
    public const int ApplicationId = 0x4375726C;

    /// <summary>The version of the format.</summary>
    public const int Version = 3;

    /// <summary>
    /// To be run on a new file before anything else. Power loss may cost the last commits (synchronous NORMAL), never the
    /// file. Page size and the rest are what measured best, see docs/decisions/outcome-store.md.
    /// </summary>
    public const string Settings = $"PRAGMA page_size = 16384; {WriteAheadLog}";

    /// <summary>Changes are logged beside the file, so that others read it meanwhile, and folded into it from time to time.</summary>
    public const string WriteAheadLog = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 1000";

    /// <summary>Goes back from the write-ahead log to one plain file, in which whatever was logged stands.</summary>
    public const string OneFile = "PRAGMA journal_mode = DELETE";

    /// <summary>The name of the late index.</summary>
    public const string LateIndex = "latency";

    /// <summary>
    /// The index for service times, made when the run is over: by then it costs a fourth of what it does row by row. It holds
    /// the row too, as every index does, and so is in the order of <see cref="OutcomePosition"/> for each number of traits.
    /// </summary>
    public const string CreateLateIndex = $"CREATE INDEX {LateIndex} ON measures (traits, total_micros)";

    /// <summary>The names of the journey's steps.</summary>
    public const string InsertStep = "INSERT INTO steps (position, name) VALUES (?, ?)";

    /// <summary>Puts a block in place of what was written of it before.</summary>
    public static readonly string InsertBlock = Insert("OR REPLACE INTO blocks", OutcomeBlock.Names);

    /// <summary>A combination of traits and its number.</summary>
    public static readonly string InsertTraits = Insert("INTO traits", ["number", .. OutcomeTraits.Names]);

    /// <summary>An outcome.</summary>
    public static readonly string InsertMeasures = Insert("INTO measures", OutcomeMeasures.Names);

    /// <summary>
    /// Makes the tables; and the view of whole outcomes for whoever looks into the file, which no code reads.
    /// </summary>
    public static readonly string Tables =
        $"""
        PRAGMA application_id = {ApplicationId};
        PRAGMA user_version = {Version};
        CREATE TABLE steps (position INTEGER PRIMARY KEY, name TEXT NOT NULL);
        CREATE TABLE traits (number INTEGER PRIMARY KEY, {string.Join(", ", OutcomeTraits.Names)});
        CREATE TABLE measures (row INTEGER PRIMARY KEY, {string.Join(", ", OutcomeMeasures.Names)});
        CREATE TABLE blocks ({OutcomeBlock.Names[0]} INTEGER PRIMARY KEY, {string.Join(", ", OutcomeBlock.Names[1..])});
        CREATE VIEW outcomes AS
          SELECT row, step, virtual_user, base_iteration + iteration_offset AS iteration,
            base_started_micros + started_offset_micros AS started_micros, start_lag_micros, dns_micros, connect_micros,
            tls_micros, request_sent_micros, first_byte_micros, total_micros, bytes_up, bytes_down, connection_id, status,
            curl_code, http_version, new_connection, hidden_repeats, redirects, failure
          FROM measures
          JOIN traits ON traits.number = measures.traits
          JOIN blocks ON first_row = row - (row - 1) % {OutcomeBlock.Size};
        """;

    private static string Insert(string into, string[] names) =>
        $"INSERT {into} ({string.Join(", ", names)}) VALUES ({string.Join(", ", names.Select(_ => "?"))})";
}
