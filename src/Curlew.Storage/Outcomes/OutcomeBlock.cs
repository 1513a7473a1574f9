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

    // A prime below 64 that keeps apart what runs usually see: CURLcodes 28 and 92 share a remainder by 64.
    private const uint Bits = 59;

    /// <summary>The columns' names, in the order of <see cref="Save"/>.</summary>
    public static readonly string[] Names =
    [
        "first_row", "last_row", "base_iteration", "base_started_micros", "least_iteration", "greatest_iteration", "failed",
        "slowest_micros", "steps", "statuses", "status_classes", "curl_codes", "failures",
    ];

    private long _leastIteration;
    private long _greatestIteration;
    private long _failed;
    private long _slowestMicros;
    private long _steps;
    private long _statuses;
    private long _statusClasses;
    private long _curlCodes;
    private long _failures;

    /// <summary>A block that begins at row <paramref name="firstRow"/> with an outcome that is still to be added.</summary>
    public OutcomeBlock(long firstRow, in Outcome first)
    {
        FirstRow = firstRow;
        BaseIteration = first.Iteration;
        BaseStartedMicros = first.StartedMicros;
        _leastIteration = long.MaxValue;
        _greatestIteration = long.MinValue;
        _slowestMicros = long.MinValue;
    }

    /// <summary>The row at which it begins.</summary>
    public long FirstRow { get; }

    /// <summary>The iteration from which its outcomes count theirs.</summary>
    public long BaseIteration { get; }

    /// <summary>The moment from which its outcomes count their starts.</summary>
    public long BaseStartedMicros { get; }

    /// <summary>Outcomes in it so far.</summary>
    public int Rows { get; private set; }

    /// <summary>The bit that stands for a number in a set.</summary>
    public static long Bit(int number) => 1L << (int)((uint)number % Bits);

    public void Add(in Outcome outcome)
    {
        Rows++;
        _leastIteration = Math.Min(_leastIteration, outcome.Iteration);
        _greatestIteration = Math.Max(_greatestIteration, outcome.Iteration);
        _failed += outcome.Succeeded ? 0 : 1;
        _slowestMicros = Math.Max(_slowestMicros, outcome.TotalMicros);
        _steps |= Bit(outcome.Step);
        _statuses |= Bit(outcome.Status);
        _statusClasses |= Bit(outcome.Status / 100);
        _curlCodes |= Bit(outcome.CurlCode);
        _failures |= Bit((int)outcome.Failure);
    }

    /// <summary>Writes it, in place of what was written of it before.</summary>
    public readonly void Save(OutcomeStatement insert)
    {
        insert.Bind(1, FirstRow);
        insert.Bind(2, FirstRow + Rows - 1);
        insert.Bind(3, BaseIteration);
        insert.Bind(4, BaseStartedMicros);
        insert.Bind(5, _leastIteration);
        insert.Bind(6, _greatestIteration);
        insert.Bind(7, _failed);
        insert.Bind(8, _slowestMicros);
        insert.Bind(9, _steps);
        insert.Bind(10, _statuses);
        insert.Bind(11, _statusClasses);
        insert.Bind(12, _curlCodes);
        insert.Bind(13, _failures);
        insert.Run();
    }
}
