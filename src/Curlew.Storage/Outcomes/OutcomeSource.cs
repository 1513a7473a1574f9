namespace Curlew.Storage.Outcomes;

/// <summary>What a way of reading starts from: an open file, and what is wanted of it.</summary>
/// <param name="Database">The file.</param>
/// <param name="Format">Its format.</param>
/// <param name="Filter">Which outcomes are wanted.</param>
/// <param name="Order">In which order.</param>
/// <param name="UpToRow">The last row to be read.</param>
/// <param name="Traits">
/// The numbers of the traits that match the filter, where <paramref name="Format"/> has traits; null where it has none.
/// </param>
internal sealed record OutcomeSource(
    OutcomeDatabase Database, OutcomeFormat Format, OutcomeFilter Filter, OutcomeOrder Order, long UpToRow, IReadOnlyList<long>? Traits)
{
    private readonly Lazy<OutcomeConditions> _conditions = new(() => new OutcomeConditions(
        Filter, OutcomeConditions.OfTraits(Filter).Count == 0 ? null : Traits, Format, UpToRow));

    /// <summary>The filter as SQL.</summary>
    public OutcomeConditions Conditions => _conditions.Value;

    /// <summary>Whether the late index would help, in a file that may have one.</summary>
    public bool WouldUseIndex => Format.Version == OutcomeSchema.Version
        && (Order.IsByServiceTime() || Filter.HasServiceTimeRange);

    /// <summary>
    /// Blocks joined to their outcomes. CROSS JOIN holds SQLite to this order: left to itself it would index all outcomes for
    /// the one query and sort what it finds.
    /// </summary>
    public string BlocksAndOutcomes => $"{Format.Blocks} CROSS JOIN {Format.Outcomes}";

    /// <summary>Prepares a statement.</summary>
    public OutcomeStatement Prepare(string sql) => Database.Prepare(sql);
}
