using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// Where a reader finds blocks and outcomes in a file of one version. Both are asked for by the names of the newest
/// version; an older file is dressed up in subqueries, which SQLite resolves into its plan.
/// </summary>
/// <param name="Version">The version, as in the file's <c>user_version</c>.</param>
/// <param name="Blocks">The blocks, for a FROM clause.</param>
/// <param name="Outcomes">The outcomes, for a FROM clause, to the right of the blocks.</param>
internal sealed record OutcomeFormat(int Version, string Blocks, string Outcomes)
{
    private static readonly OutcomeFormat[] All =
    [
        // It kept whether a request succeeded, which was: CURLE_OK and an expected status. Of iterations it knew nothing.
        new(
            1,
            $"""
             (SELECT *, {OutcomeStore.UnknownIteration} AS base_iteration, {OutcomeStore.UnknownIteration} AS least_iteration,
                {OutcomeStore.UnknownIteration} AS greatest_iteration, 0 AS base_started_micros,
                CASE WHEN failed = 0 THEN 1 WHEN failed > last_row - first_row THEN ~1 ELSE ~0 END AS failures
              FROM blocks) AS blocks
             """,
            $"""
             (SELECT *, 0 AS iteration_offset, started_micros AS started_offset_micros,
                CASE WHEN succeeded <> 0 THEN {(int)FailureKind.None} WHEN curl_code <> 0 THEN {(int)FailureKind.CurlCode}
                  ELSE {(int)FailureKind.Status} END AS failure
              FROM outcomes) AS outcomes
             """),
        new(OutcomeSchema.Version, "blocks", "measures CROSS JOIN traits ON traits.number = measures.traits"),
    ];

    /// <summary>The versions that can be read, for people.</summary>
    public static string Versions => string.Join(" and ", All.Select(format => format.Version));

    /// <summary>The format of a version; null where this program does not know it.</summary>
    public static OutcomeFormat? Of(long version) => Array.Find(All, format => format.Version == version);
}
