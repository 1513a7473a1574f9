using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// A filter as SQL, twice: what a block must be like for a match to be in it, and what an outcome must be like. All that
/// is in it are numbers, so they stand in the text.
/// </summary>
internal sealed class OutcomeConditions
{
    private readonly List<string> _ofBlock = [];
    private readonly List<string> _ofRow = [];

    /// <param name="filter">The filter.</param>
    /// <param name="traits">
    /// The numbers of the traits that match it; null where all do. Ignored where <paramref name="format"/> has none.
    /// </param>
    /// <param name="format">The file's format.</param>
    /// <param name="upToRow">The last row to be read.</param>
    public OutcomeConditions(OutcomeFilter filter, IReadOnlyList<long>? traits, OutcomeFormat format, long upToRow)
    {
        if (upToRow < long.MaxValue)
            Add($"first_row <= {upToRow}", $"row <= {upToRow}");
        if (!format.HasTraits)
            _ofRow.AddRange(OfTraits(filter));
        else if (traits is not null)
            Add($"trait_set & {SetOf(traits)} <> 0", OfNumber(traits));
        if (filter.ConnectionId is { } connection)
            Add($"connection_set & {OutcomeBlock.Bit(connection)} <> 0", $"connection_id = {connection}");
        Between("connection_id", null, filter.ConnectionId, filter.ConnectionId);
        Between("iteration", "base_iteration + iteration_offset", filter.Iteration, filter.Iteration);
        Between("total_micros", "total_micros", filter.MinServiceTimeMicros, filter.MaxServiceTimeMicros);
        Between("response_micros", "start_lag_micros + total_micros", filter.MinResponseTimeMicros, filter.MaxResponseTimeMicros);
        Between(
            "ended_micros", "base_started_micros + started_offset_micros + total_micros", filter.FirstEndMicros, filter.LastEndMicros);
    }

    /// <summary>Of a block, to follow another condition.</summary>
    public string AndOfBlock => string.Concat(_ofBlock.Select(condition => $" AND {condition}"));

    /// <summary>Of an outcome joined to its block, to follow another condition.</summary>
    public string AndOfRow => string.Concat(_ofRow.Select(condition => $" AND {condition}"));

    /// <summary>Those of an outcome's traits: of a row of <c>traits</c>, or of an outcome of format 1.</summary>
    public static IReadOnlyList<string> OfTraits(OutcomeFilter filter)
    {
        var conditions = new List<string>();
        Equal("step", filter.Step);
        Equal("status", filter.Status);
        Equal("status / 100", filter.StatusClass);
        Equal("curl_code", filter.CurlCode);
        Equal("failure", (int?)filter.Failure);
        Equal("http_version", (int?)filter.HttpVersion);
        if (filter.NewConnection is { } isNew)
            conditions.Add(isNew ? "new_connection <> 0" : "new_connection = 0");
        if (filter.Failed is { } failed)
            conditions.Add($"failure {(failed ? "<>" : "=")} {(int)FailureKind.None}");
        return conditions;

        void Equal(string column, int? value)
        {
            if (value is { } number)
                conditions.Add($"{column} = {number}");
        }
    }

    // One bit rather than a list. A shift by 64 and more is 0 in SQLite.
    private static string OfNumber(IReadOnlyList<long> traits) => traits.All(number => number < 63)
        ? $"(1 << measures.traits) & {traits.Aggregate(0L, (set, number) => set | (1L << (int)number))} <> 0"
        : $"measures.traits IN ({string.Join(", ", traits)})";

    private static long SetOf(IEnumerable<long> numbers) => numbers.Aggregate(0L, (set, number) => set | OutcomeBlock.Bit(number));

    private void Between(string bounds, string? expression, long? least, long? greatest)
    {
        if (least is { } from)
            Add($"greatest_{bounds} >= {from}", expression is null ? null : $"{expression} >= {from}");
        if (greatest is { } to)
            Add($"least_{bounds} <= {to}", expression is null ? null : $"{expression} <= {to}");
    }

    private void Add(string ofBlock, string? ofRow)
    {
        _ofBlock.Add(ofBlock);
        if (ofRow is not null)
            _ofRow.Add(ofRow);
    }
}
