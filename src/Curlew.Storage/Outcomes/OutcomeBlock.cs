using System.Runtime.InteropServices;
using Curlew.Domain.Outcomes;

namespace Curlew.Storage.Outcomes;

/// <summary>
/// What is known of <see cref="Size"/> consecutive outcomes, so that a filter passes over them as a whole when none can
/// match. This stands in for indexes: it costs a few instructions per outcome where an index costs a tenth or more of
/// writing it, and it holds for every filter and already during the run. A set of numbers is one bit for each remainder
/// by <see cref="Bits"/>; that two numbers share a bit costs a look in vain and no wrong answer.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct OutcomeBlock
{
    /// <summary>Outcomes per block.</summary>
    public const int Size = 512;

    // A prime below 64: numbers that follow each other, as those of traits and connections do, share no bit.
    private const uint Bits = 59;

    /// <summary>The columns' names, in the order of <see cref="Save"/>.</summary>
    public static readonly string[] Names =
    [
        "first_row", "last_row", "base_iteration", "base_started_micros", "trait_set", "connection_set", "least_iteration",
        "greatest_iteration", "least_ended_micros", "greatest_ended_micros", "least_total_micros", "greatest_total_micros",
        "least_response_micros", "greatest_response_micros", "least_connection_id", "greatest_connection_id",
    ];

    private long _traits;
    private long _connections;
    private Bounds _iteration;
    private Bounds _ended;
    private Bounds _total;
    private Bounds _response;
    private Bounds _connection;

    /// <summary>A block that begins at row <paramref name="firstRow"/> with an outcome that is still to be added.</summary>
    public OutcomeBlock(long firstRow, in Outcome first)
    {
        FirstRow = firstRow;
        BaseIteration = first.Iteration;
        BaseStartedMicros = first.StartedMicros;
        _iteration = _ended = _total = _response = _connection = Bounds.Empty;
    }

    /// <summary>The row at which it begins.</summary>
    public long FirstRow { get; }

    /// <summary>The iteration from which its outcomes count theirs.</summary>
    public long BaseIteration { get; }

    /// <summary>The moment from which its outcomes count their starts.</summary>
    public long BaseStartedMicros { get; }

    /// <summary>Outcomes in it so far.</summary>
    public int Rows { get; private set; }

    /// <summary>The row at which the block begins that a row is in.</summary>
    public static long FirstRowOf(long row) => row - ((row - 1) % Size);

    /// <summary>The bit that stands for a number in a set.</summary>
    public static long Bit(long number) => 1L << (int)((ulong)number % Bits);

    public void Add(in Outcome outcome, int traits)
    {
        Rows++;
        _traits |= Bit(traits);
        _connections |= Bit(outcome.ConnectionId);
        _iteration.Add(outcome.Iteration);
        _ended.Add(unchecked(outcome.StartedMicros + outcome.TotalMicros));
        _total.Add(outcome.TotalMicros);
        _response.Add(unchecked(outcome.StartedMicros - outcome.PlannedMicros + outcome.TotalMicros));
        _connection.Add(outcome.ConnectionId);
    }

    /// <summary>Writes it, in place of what was written of it before.</summary>
    public readonly void Save(OutcomeStatement insert)
    {
        insert.Bind(1, FirstRow);
        insert.Bind(2, FirstRow + Rows - 1);
        insert.Bind(3, BaseIteration);
        insert.Bind(4, BaseStartedMicros);
        insert.Bind(5, _traits);
        insert.Bind(6, _connections);
        _iteration.Bind(insert, 7);
        _ended.Bind(insert, 9);
        _total.Bind(insert, 11);
        _response.Bind(insert, 13);
        _connection.Bind(insert, 15);
        insert.Run();
    }

    /// <summary>The least and the greatest of some numbers.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Bounds(long least, long greatest)
    {
        private long _least = least;
        private long _greatest = greatest;

        public static Bounds Empty => new(long.MaxValue, long.MinValue);

        public void Add(long number)
        {
            _least = Math.Min(_least, number);
            _greatest = Math.Max(_greatest, number);
        }

        public readonly void Bind(OutcomeStatement insert, int first)
        {
            insert.Bind(first, _least);
            insert.Bind(first + 1, _greatest);
        }
    }
}
