using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Load;
using Curlew.Engine.Pacing;
using Curlew.Engine.Requests;
using Curlew.LibCurl.Loop;

namespace Curlew.Engine.Load;

/// <summary>
/// How virtual users are spread over event loops and their cells (multi handles), and the connection cache over the cells.
/// </summary>
/// <remarks>
/// The caches of all cells add up to the run's <c>maxConnects</c>, so that it means what it means for a single multi
/// handle. A cell needs a cache of at least 1, so a small <c>maxConnects</c> means few cells.
/// </remarks>
internal sealed record CellPlan(IReadOnlyList<LoopPlan> Loops)
{
    /// <summary>libcurl looks through a multi's connections one by one: measured, 16 keeps that cheap.</summary>
    internal const int VirtualUsersPerCell = 16;

    /// <summary>
    /// Streams on a connection where a definition says how many connections there are, but not that: libcurl's default
    /// (https://curl.se/libcurl/c/CURLMOPT_MAX_CONCURRENT_STREAMS.html), and the least that RFC 9113 recommends to servers.
    /// </summary>
    internal const int DefaultStreams = 100;

    private const int LeastPrepared = 64;
    private const double PreparedSeconds = 0.1;

    /// <summary>Makes the plan.</summary>
    /// <param name="definition">What the run is to do.</param>
    /// <param name="eventLoops">How many loops there may be.</param>
    /// <param name="multiplexed">
    /// Whether requests share connections (HTTP/2): then each loop has one cell, so that they can.
    /// </param>
    internal static CellPlan For(RunDefinition definition, int eventLoops, bool multiplexed)
    {
        var users = definition.Load.MaxVirtualUsers;
        if (definition.PlacesStreams)
            return WithPlacedStreams(definition, users, eventLoops);

        // A multi handle's connections are for all of its transfers: a user who is to have connections of its own needs one.
        // Each keeps a connection, so that the caches add up to more than maxConnects where that is less than the users.
        if (definition.ConnectionReuse == ConnectionReuse.PerVirtualUser)
            return Spread(definition.Load, users, Math.Max(definition.MaxConnects, users), Math.Min(eventLoops, users), users);

        var loopCount = Math.Min(eventLoops, Math.Min(users, definition.MaxConnects));
        var cellCount = multiplexed
            ? loopCount
            : Math.Min(definition.MaxConnects, Math.Max(loopCount, DivideUp(users, VirtualUsersPerCell)));
        return Spread(definition.Load, users, definition.MaxConnects, loopCount, cellCount);
    }

    /// <summary>One connection per cell and host, and no more requests at a time than it is to have streams.</summary>
    private static CellPlan WithPlacedStreams(RunDefinition definition, int users, int eventLoops)
    {
        var streams = definition.StreamsPerConnection ?? DefaultStreams;
        var cells = Math.Min(users, definition.Connections ?? DivideUp(users, streams));
        var plan = Spread(definition.Load, users, cells * StepHost.CountOf(definition), Math.Min(eventLoops, cells), cells);
        return new CellPlan(
        [
            .. plan.Loops.Select(loop => loop with
            {
                StreamsPerCell = streams,
                Cells = [.. loop.Cells.Select(cell => cell with { MaxHostConnections = 1, MaxConcurrentStreams = streams })],
            }),
        ]);
    }

    private static CellPlan Spread(RunLoad load, int virtualUsers, int maxConnects, int loopCount, int cellCount)
    {
        var loops = new LoopPlan[loopCount];
        var firstCell = 0;
        for (var index = 0; index < loopCount; index++)
        {
            var users = Share(virtualUsers, loopCount, index);
            var cells = Share(cellCount, loopCount, index);
            var first = firstCell;
            loops[index] = new LoopPlan
            {
                Index = index,
                Loops = loopCount,
                VirtualUsers = users,
                Prepared = load is OpenLoad open ? Math.Min(users, Math.Max(cells, PreparedFor(open, loopCount))) : users,
                FirstCell = firstCell,
                CellsOfRun = cellCount,
                Cells = [.. Enumerable.Range(0, cells).Select(cell => new CellSettings(Share(maxConnects, cellCount, first + cell)))],
                StreamsPerCell = 0,
            };
            firstCell += cells;
        }

        return new CellPlan(loops);
    }

    /// <summary>As many as a server that answers within a tenth of a second needs; to make one takes longer than to use it.</summary>
    private static int PreparedFor(OpenLoad load, int loopCount) =>
        (int)Math.Max(LeastPrepared, new StartPlan(load).PeakRate * PreparedSeconds / loopCount);

    private static int DivideUp(int value, int by) => (value + by - 1) / by;

    /// <summary>The part of <paramref name="whole"/> that falls to one of <paramref name="parts"/>, as even as can be.</summary>
    private static int Share(int whole, int parts, int index) => (whole / parts) + (index < whole % parts ? 1 : 0);
}

/// <summary>What one event loop gets.</summary>
internal sealed record LoopPlan
{
    /// <summary>Its place among the run's loops.</summary>
    public required int Index { get; init; }

    /// <summary>How many loops the run has.</summary>
    public required int Loops { get; init; }

    /// <summary>How many virtual users it has at most.</summary>
    public required int VirtualUsers { get; init; }

    /// <summary>How many of them are made before the load begins.</summary>
    public required int Prepared { get; init; }

    /// <summary>The run-wide number of its first cell.</summary>
    public required int FirstCell { get; init; }

    /// <summary>How many cells the run has in all.</summary>
    public required int CellsOfRun { get; init; }

    /// <summary>Its cells.</summary>
    public required IReadOnlyList<CellSettings> Cells { get; init; }

    /// <summary>The most requests at a time in one cell; 0 for no limit.</summary>
    public required int StreamsPerCell { get; init; }

    /// <summary>
    /// The run-wide number of its virtual user <paramref name="index"/>: in turns, so that each loop has its share of the
    /// users at every moment of a load that grows.
    /// </summary>
    internal int NumberOf(int index) => Index + (index * Loops);
}
