using Curlew.Domain.Definitions;

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
    /// A cell for each virtual user, since a multi handle's connections are for all of its transfers. Each cell keeps a
    /// connection, so that the caches add up to more than <paramref name="maxConnects"/> where that is less than the users.
    /// </summary>
    /// <param name="load">The virtual users to spread.</param>
    /// <param name="maxConnects">The run's connection cache.</param>
    /// <param name="eventLoops">How many loops there may be.</param>
    internal static CellPlan PerVirtualUser(ClosedLoad load, int maxConnects, int eventLoops) => Spread(
        load.VirtualUsers, Math.Max(maxConnects, load.VirtualUsers), Math.Min(eventLoops, load.VirtualUsers), load.VirtualUsers);

    /// <summary>Makes the plan for connections that all virtual users of a loop may share.</summary>
    /// <param name="load">The virtual users to spread.</param>
    /// <param name="maxConnects">The run's connection cache.</param>
    /// <param name="eventLoops">How many loops there may be.</param>
    /// <param name="multiplexed">
    /// Whether requests share connections (HTTP/2): then each loop has one cell, so that they can.
    /// </param>
    internal static CellPlan For(ClosedLoad load, int maxConnects, int eventLoops, bool multiplexed)
    {
        var loopCount = Math.Min(eventLoops, Math.Min(load.VirtualUsers, maxConnects));
        var cellCount = multiplexed
            ? loopCount
            : Math.Min(maxConnects, Math.Max(loopCount, DivideUp(load.VirtualUsers, VirtualUsersPerCell)));
        return Spread(load.VirtualUsers, maxConnects, loopCount, cellCount);
    }

    private static CellPlan Spread(int virtualUsers, int maxConnects, int loopCount, int cellCount)
    {
        var loops = new LoopPlan[loopCount];
        var (firstUser, firstCell) = (0, 0);
        for (var index = 0; index < loopCount; index++)
        {
            var users = Share(virtualUsers, loopCount, index);
            var cells = Share(cellCount, loopCount, index);
            var first = firstCell;
            loops[index] = new LoopPlan(
                firstUser, users, firstCell, cellCount, [.. Enumerable.Range(0, cells).Select(cell => Share(maxConnects, cellCount, first + cell))]);
            firstUser += users;
            firstCell += cells;
        }

        return new CellPlan(loops);
    }

    private static int DivideUp(int value, int by) => (value + by - 1) / by;

    /// <summary>The part of <paramref name="whole"/> that falls to one of <paramref name="parts"/>, as even as can be.</summary>
    private static int Share(int whole, int parts, int index) => (whole / parts) + (index < whole % parts ? 1 : 0);
}

/// <summary>What one event loop gets.</summary>
/// <param name="FirstVirtualUser">The number of its first virtual user.</param>
/// <param name="VirtualUsers">How many it has.</param>
/// <param name="FirstCell">The run-wide number of its first cell.</param>
/// <param name="CellsOfRun">How many cells the run has in all.</param>
/// <param name="MaxConnectsOfCells">The connection cache of each of its cells.</param>
internal sealed record LoopPlan(
    int FirstVirtualUser, int VirtualUsers, int FirstCell, int CellsOfRun, IReadOnlyList<int> MaxConnectsOfCells);
