using Curlew.LibCurl.Posix;

namespace Curlew.LibCurl.Loop;

/// <summary>
/// Which sockets libcurl wants watched, and what the kernel was told of them: lazily, because telling it costs a system
/// call and libcurl changes its mind twice per request.
/// </summary>
/// <remarks>
/// <para>
/// When libcurl no longer wants a socket, nothing is done: most likely the next request on that connection wants the same
/// again. Only when the kernel reports an event that nobody wants is the socket taken out; without that, a server's
/// closing of an idle connection would make a level-triggered epoll spin.
/// </para>
/// <para>
/// That is right only for sockets that libcurl opens and closes through our callbacks, because a closed descriptor's
/// number comes back as another socket, of which the kernel knows nothing. Others (the threaded resolver's socket pair)
/// are registered and removed at once.
/// </para>
/// <para>The wanted mask replaces the registered one, never adds to it: a forgotten EPOLLOUT spins.</para>
/// </remarks>
internal sealed class Descriptors(Epoll epoll)
{
    private Entry[] _entries = new Entry[1024];

    /// <summary>Sockets open now that were opened through <see cref="OpenedOnLoop"/>.</summary>
    internal int Open { get; private set; }

    /// <summary>The most sockets that were open at one time.</summary>
    internal int PeakOpen { get; private set; }

    internal void OpenedOnLoop(int descriptor)
    {
        At(descriptor) = new Entry { Ours = true };
        Open++;
        PeakOpen = Math.Max(PeakOpen, Open);
    }

    internal void ClosedOnLoop(int descriptor)
    {
        At(descriptor) = default;
        Open--;
    }

    internal void WantOnLoop(int descriptor, int cell, uint mask)
    {
        ref var entry = ref At(descriptor);
        entry.Cell = cell;
        entry.Wanted = mask;
        if (mask == 0)
        {
            if (!entry.Ours)
                ForgetOnLoop(descriptor, ref entry);
            return;
        }

        if (entry.Registered == mask)
            return;
        epoll.Register(descriptor, mask, Pack(descriptor, cell), known: entry.Registered != 0);
        entry.Registered = mask;
    }

    /// <summary>Whether an event is still wanted by the cell that it was registered for; if by none, the socket is taken out.</summary>
    internal bool IsWantedOnLoop(ulong data, out int descriptor, out int cell)
    {
        descriptor = (int)(data & uint.MaxValue);
        cell = (int)(data >> 32);
        ref var entry = ref At(descriptor);
        if (entry.Wanted != 0)
            return entry.Cell == cell;
        ForgetOnLoop(descriptor, ref entry);
        return false;
    }

    private static ulong Pack(int descriptor, int cell) => ((ulong)(uint)cell << 32) | (uint)descriptor;

    private void ForgetOnLoop(int descriptor, ref Entry entry)
    {
        epoll.Remove(descriptor);
        entry.Registered = 0;
    }

    private ref Entry At(int descriptor)
    {
        if (descriptor >= _entries.Length)
            Array.Resize(ref _entries, Math.Max(descriptor + 1, _entries.Length * 2));
        return ref _entries[descriptor];
    }

    private struct Entry
    {
        internal uint Wanted;
        internal uint Registered;
        internal int Cell;
        internal bool Ours;
    }
}
