using System.Diagnostics.CodeAnalysis;

namespace Curlew.Engine.Load;

/// <summary>
/// Lets no more requests into a cell than its connection has streams. libcurl would queue the others itself, but then
/// their waiting would count against their timeout, and nobody would see it.
/// </summary>
/// <param name="cells">How many cells there are.</param>
/// <param name="streams">The most requests at a time in each.</param>
/// <param name="firstAlone">
/// Whether a cell's first request has to be answered before others come in: without TLS, libcurl shares a connection only
/// once it has seen an answer on it (seen in 8.14.1, url_match_http_multiplex).
/// </param>
internal sealed class StreamAdmission(int cells, int streams, bool firstAlone)
{
    private readonly Cell[] _cells = [.. Enumerable.Range(0, cells).Select(_ => new Cell { Room = firstAlone ? 1 : streams })];

    /// <summary>
    /// Takes a stream for a user's request, unless it has one; false where there is none: then the user stands in the queue.
    /// </summary>
    internal bool TryEnter(VirtualUser user)
    {
        if (user.HasStream)
            return true;
        var cell = _cells[user.Cell];
        if (cell.Inside >= cell.Room)
        {
            cell.Waiting.Enqueue(user);
            return false;
        }

        cell.Inside++;
        user.HasStream = true;
        return true;
    }

    /// <summary>Gives a user's stream back.</summary>
    /// <param name="user">Whose request has ended.</param>
    /// <param name="answered">Whether an answer came.</param>
    internal void Leave(VirtualUser user, bool answered)
    {
        var cell = _cells[user.Cell];
        user.HasStream = false;
        cell.Inside--;
        if (answered)
            cell.Room = streams;
    }

    /// <summary>Gives the next one in a cell's queue a stream, where there is one.</summary>
    internal bool TryLetInNext(int cellIndex, [NotNullWhen(true)] out VirtualUser? user)
    {
        var cell = _cells[cellIndex];
        user = null;
        if (cell.Inside >= cell.Room || !cell.Waiting.TryDequeue(out user))
            return false;
        cell.Inside++;
        user.HasStream = true;
        return true;
    }

    /// <summary>Empties the queues.</summary>
    internal void ForgetWaiting()
    {
        foreach (var cell in _cells)
            cell.Waiting.Clear();
    }

    private sealed class Cell
    {
        internal int Room { get; set; }

        internal int Inside { get; set; }

        internal Queue<VirtualUser> Waiting { get; } = new();
    }
}
