namespace Curlew.Storage.Outcomes;

/// <summary>
/// The SQL of one page. A filter goes through the blocks that may hold a match, in row order, and stops when the page is
/// full; each condition is asked of the block, roughly, and of the row.
/// </summary>
/// <remarks>
/// CROSS JOIN and <see cref="Settings"/> hold SQLite to that plan: left to itself it would index all outcomes for the
/// one query and sort what it finds.
/// </remarks>
internal sealed class OutcomeQuery
{
    private const string Settings = "PRAGMA automatic_index = OFF";

    private readonly List<string> _conditions = [];
    private readonly List<long> _values = [];

    private OutcomeQuery(OutcomeFilter filter, long afterRow, long limit)
    {
        After = Parameter(afterRow);
        Limit = Parameter(limit);
        Has("statuses", "status", filter.Status);
        Has("status_classes", "status / 100", filter.StatusClass);
        Has("curl_codes", "curl_code", filter.CurlCode);
        Has("failures", "failure", (int?)filter.Failure);
        Has("steps", "step", filter.Step);
        if (filter.Iteration is { } number && Parameter(number) is var iteration)
        {
            Add(
                $"{iteration} BETWEEN least_iteration AND greatest_iteration",
                $"base_iteration + iteration_offset = {iteration}");
        }

        if (filter.MinServiceTimeMicros is { } micros && Parameter(micros) is var least)
            Add($"slowest_micros >= {least}", $"total_micros >= {least}");
        if (filter.Failed is true)
            Add("failed > 0", "failure <> 0");
        if (filter.Failed is false)
            Add("failed <= last_row - first_row", "failure = 0");
    }

    private string After { get; }

    private string Limit { get; }

    /// <summary>Prepares the query; its columns are the row's number and those of <see cref="OutcomeColumns"/>.</summary>
    public static OutcomeStatement Prepare(
        OutcomeDatabase database, OutcomeFormat format, OutcomeFilter filter, long afterRow, long limit)
    {
        var query = new OutcomeQuery(filter, afterRow, limit);
        database.Execute(Settings);
        var statement = database.Prepare(query.Sql(format));
        for (var index = 0; index < query._values.Count; index++)
            statement.Bind(index + 1, query._values[index]);
        return statement;
    }

    private string Sql(OutcomeFormat format) =>
        $"""
         SELECT row, {string.Join(", ", OutcomeColumns.Names)} FROM {format.Blocks} CROSS JOIN {format.Outcomes}
         WHERE first_row > {After} - {OutcomeBlock.Size} AND row BETWEEN max(first_row, {After} + 1) AND last_row
           {string.Concat(_conditions.Select(condition => $"AND {condition} "))}
         ORDER BY first_row, row LIMIT {Limit}
         """;

    private void Has(string set, string column, int? value)
    {
        if (value is { } number)
            Add($"{set} & {Parameter(OutcomeBlock.Bit(number))} <> 0", $"{column} = {Parameter(number)}");
    }

    private void Add(string ofBlock, string ofRow)
    {
        _conditions.Add(ofBlock);
        _conditions.Add(ofRow);
    }

    private string Parameter(long value)
    {
        _values.Add(value);
        return $"?{_values.Count}";
    }
}
