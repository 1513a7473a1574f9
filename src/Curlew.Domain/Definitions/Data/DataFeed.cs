namespace Curlew.Domain.Definitions.Data;

/// <summary>Rows of values: each iteration takes one, and its columns are variables.</summary>
public sealed record DataFeed
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The names of its variables.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Its rows; each has a value for each column. At least one.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }

    /// <summary>In which order iterations take rows.</summary>
    public required DataOrder Order { get; init; }

    /// <summary>What random and shuffled orders come from: the same seed, the same rows for the same iterations.</summary>
    public required int Seed { get; init; }

    /// <summary>What happens when each row has been taken.</summary>
    public required DataEnd AtEnd { get; init; }

    /// <summary>Whether its rows are a secret.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether it was given as CSV, for it to be shown in the same form.</summary>
    public required bool IsCsv { get; init; }

    /// <summary>
    /// Which of <see cref="Rows"/> an iteration takes, by the number of the iteration in the run from 0; -1 where each has
    /// been taken and <see cref="AtEnd"/> is <see cref="DataEnd.Stop"/>. For any thread at any time; nothing is allocated.
    /// </summary>
    public int RowOf(long iteration) =>
        AtEnd == DataEnd.Stop && iteration >= Rows.Count ? -1
        : Order switch
        {
            DataOrder.Random => RowOrder.Random(Seed, iteration, Rows.Count),
            DataOrder.Shuffled => RowOrder.Shuffled(Seed, iteration, Rows.Count),
            _ => (int)(iteration % Rows.Count),
        };
}

/// <summary>In which order iterations take rows.</summary>
public enum DataOrder
{
    /// <summary>One after another, across all virtual users.</summary>
    Sequential,

    /// <summary>
    /// Any row, each time; some come twice before others come once. With <see cref="DataEnd.Stop"/> there are as many
    /// iterations as rows.
    /// </summary>
    Random,

    /// <summary>Every row once, in random order; then again, in another order.</summary>
    Shuffled,
}

/// <summary>What happens when each row has been taken.</summary>
public enum DataEnd
{
    /// <summary>Begins again.</summary>
    Recycle,

    /// <summary>No further iteration is started: the run ends.</summary>
    Stop,
}
