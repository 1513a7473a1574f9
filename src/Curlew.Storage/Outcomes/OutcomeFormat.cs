using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// Where a reader finds blocks and outcomes in a file of one version. Both are asked for by the names of the newest
/// version; an older file is dressed up in subqueries, which SQLite resolves into its plan.
/// </summary>
/// <param name="Version">The version, as in the file's <c>user_version</c>.</param>
/// <param name="Blocks">The blocks, for a FROM clause.</param>
/// <param name="Outcomes">The outcomes, for a FROM clause, to the right of the blocks.</param>
/// <param name="HasTraits">Whether outcomes hold the number of their traits.</param>
internal sealed record OutcomeFormat(int Version, string Blocks, string Outcomes, bool HasTraits)
{
    // Within a block outcomes are next to each other; the late index would be asked anew for each block.
    private const string TraitsJoined = "measures NOT INDEXED CROSS JOIN traits ON traits.number = measures.traits";

    // What blocks say since format 3; of older ones anything may be in each.
    private const string Unknown =
        """
        ~0 AS trait_set, ~0 AS connection_set, -9223372036854775807 AS least_total_micros,
          slowest_micros AS greatest_total_micros, -9223372036854775807 AS least_ended_micros,
          9223372036854775807 AS greatest_ended_micros, -9223372036854775807 AS least_response_micros,
          9223372036854775807 AS greatest_response_micros, -9223372036854775807 AS least_connection_id,
          9223372036854775807 AS greatest_connection_id
        """;

    private static readonly OutcomeFormat[] All =
    [
        // It kept whether a request succeeded, which was: CURLE_OK and an expected status. Of iterations it knew nothing.
        new(
            1,
            $"""
             (SELECT first_row, last_row, {OutcomeStore.UnknownIteration} AS base_iteration, 0 AS base_started_micros,
                {OutcomeStore.UnknownIteration} AS least_iteration, {OutcomeStore.UnknownIteration} AS greatest_iteration, {Unknown}
              FROM blocks) AS blocks
             """,
            $"""
             (SELECT *, 0 AS iteration_offset, started_micros AS started_offset_micros,
                CASE WHEN succeeded <> 0 THEN {(int)FailureKind.None} WHEN curl_code <> 0 THEN {(int)FailureKind.CurlCode}
                  ELSE {(int)FailureKind.Status} END AS failure
              FROM outcomes) AS outcomes
             """,
            HasTraits: false),
        new(
            2,
            $"""
             (SELECT first_row, last_row, base_iteration, base_started_micros, least_iteration, greatest_iteration, {Unknown}
              FROM blocks) AS blocks
             """,
            TraitsJoined,
            HasTraits: true),
        new(OutcomeSchema.Version, "blocks", TraitsJoined, HasTraits: true),
    ];

    /// <summary>The versions that can be read, for people.</summary>
    public static string Versions => $"{All[0].Version} to {All[^1].Version}";

    /// <summary>The format of a version; null where this program does not know it.</summary>
    public static OutcomeFormat? Of(long version) => Array.Find(All, format => format.Version == version);
}
