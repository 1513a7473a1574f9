namespace Curlew.Storage.Outcomes;

/// <summary>
/// Chooses the way through a file. What blocks cannot tell is where something rare is that may be anywhere; what the index
/// cannot tell is a moment, an iteration or a connection. So it is asked of both how much there would be to look at.
/// </summary>
internal static class OutcomePlan
{
    // Looking at an outcome that the index names is taken to cost as much as passing over 25 in a block (an estimate).
    private const int RowsPerLookup = 25;

    // What is taken to be few: in blocks, and one by one.
    private const long FewRows = 500_000;
    private const long FewLookups = FewRows / RowsPerLookup;

    /// <summary>The way to read what comes after a place; null where nothing can match.</summary>
    public static IOutcomePath? Choose(OutcomeSource source, OutcomePosition after)
    {
        if (source.Traits is { Count: 0 })
            return null;

        var rows = Candidates(source);
        if (rows == 0)
            return null;

        var hasIndex = HasIndex(source);
        if (source.Order.IsByServiceTime())
            return hasIndex && rows > FewRows ? new OutcomeIndexMerge(source, after) : new OutcomeTopScan(source, after);

        // Of traits alone the blocks know more than the index, which would name rows by the million.
        return hasIndex && source.Filter.HasServiceTimeRange && Named(source, Math.Min(FewLookups, rows / RowsPerLookup)) is { } named
            ? new OutcomeRowList(source, named, after)
            : new OutcomeRowScan(source, after);
    }

    /// <summary>Whether the late index is there.</summary>
    public static bool HasIndex(OutcomeSource source) =>
        source.Database.Number($"SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = '{OutcomeSchema.LateIndex}')") != 0;

    /// <summary>Outcomes in the blocks that may hold a match.</summary>
    private static long Candidates(OutcomeSource source) => source.Database.Number(
        $"SELECT sum(last_row - first_row + 1) FROM {source.Format.Blocks} WHERE 1{source.Conditions.AndOfBlock}");

    /// <summary>The rows that the index names, if they are few.</summary>
    private static List<long>? Named(OutcomeSource source, long most)
    {
        var rows = new List<long>();
        foreach (var traits in source.Traits!)
        {
            using var statement = source.Prepare(
                $"""
                 SELECT row FROM measures INDEXED BY {OutcomeSchema.LateIndex} WHERE traits = {traits}
                   AND total_micros BETWEEN {source.Filter.MinServiceTimeMicros ?? long.MinValue}
                     AND {source.Filter.MaxServiceTimeMicros ?? long.MaxValue}
                 LIMIT {most - rows.Count + 1}
                 """);
            while (statement.Step())
                rows.Add(statement.Column(0));
            if (rows.Count > most)
                return null;
        }

        return rows;
    }
}
