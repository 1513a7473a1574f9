using System.Text;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Data;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Engine.Variables;

/// <summary>
/// Where each variable of a run lies, decided once: during the load a variable is a number, never a name. Shared by all
/// virtual users, and not changed any more.
/// </summary>
internal sealed class VariableSlots
{
    internal const int VirtualUser = -1;
    internal const int Iteration = -2;
    internal const int Uuid = -3;
    internal const int Now = -4;

    private readonly Dictionary<string, int> _slots = new()
    {
        [BuiltInVariables.VirtualUser] = VirtualUser,
        [BuiltInVariables.Iteration] = Iteration,
        [BuiltInVariables.Uuid] = Uuid,
        [BuiltInVariables.Now] = Now,
    };

    private readonly byte[][][][] _rows;

    internal VariableSlots(RunDefinition definition)
    {
        Feeds = definition.Data;
        foreach (var column in Feeds.SelectMany(feed => feed.Columns))
            _slots.Add(column, Count++);
        FirstExtracted = Count;
        foreach (var extraction in definition.Steps.SelectMany(step => step.Extract))
        {
            if (_slots.TryAdd(extraction.Name, Count))
                Count++;
        }

        _rows = [.. Feeds.Select(feed => feed.Rows.Select(row => row.Select(Encoding.UTF8.GetBytes).ToArray()).ToArray())];
    }

    internal IReadOnlyList<DataFeed> Feeds { get; }

    /// <summary>How many slots there are; those from <see cref="FirstExtracted"/> on are set by steps, the others by data.</summary>
    internal int Count { get; }

    internal int FirstExtracted { get; }

    internal int this[string name] => _slots[name];

    /// <summary>Whether an iteration has a row of each feed that ends; without one it is not started.</summary>
    internal bool HasRowsFor(long iteration)
    {
        for (var feed = 0; feed < Feeds.Count; feed++)
        {
            if (Feeds[feed].RowOf(iteration) < 0)
                return false;
        }

        return true;
    }

    /// <summary>The values of the row that an iteration takes from a feed, in UTF-8.</summary>
    internal byte[][] RowOf(int feed, long iteration) => _rows[feed][Feeds[feed].RowOf(iteration)];
}
