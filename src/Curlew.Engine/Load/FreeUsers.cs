using System.Diagnostics.CodeAnalysis;

namespace Curlew.Engine.Load;

/// <summary>
/// The virtual users of an open load that have no iteration. The last one that became free is the first one taken, so that
/// few connections are used often; or, where a definition says how many connections there are, the last one, so that all are.
/// </summary>
internal sealed class FreeUsers(bool inTurns)
{
    private readonly Stack<VirtualUser> _stack = new();
    private readonly Queue<VirtualUser> _queue = new();

    internal void Add(VirtualUser user)
    {
        if (inTurns)
            _queue.Enqueue(user);
        else
            _stack.Push(user);
    }

    internal bool TryTake([NotNullWhen(true)] out VirtualUser? user) => inTurns ? _queue.TryDequeue(out user) : _stack.TryPop(out user);
}
