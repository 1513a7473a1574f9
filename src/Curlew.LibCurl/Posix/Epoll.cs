using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Curlew.LibCurl.Interop;

namespace Curlew.LibCurl.Posix;

/// <summary>An epoll instance whose events carry 64 bits of the caller's. Belongs to one thread.</summary>
internal sealed unsafe class Epoll : IDisposable
{
    /// <summary>struct epoll_event is packed on x64 and naturally aligned elsewhere.</summary>
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    private readonly int _descriptor;
    private readonly int _capacity;
    private readonly byte* _events;
    private bool _hasNanoseconds = true;

    internal Epoll(int capacity)
    {
        _capacity = capacity;
        _descriptor = LibC.EpollCreate(LibC.CloseOnExec);
        if (_descriptor < 0)
            throw new Win32Exception();
        _events = (byte*)NativeMemory.AllocZeroed((nuint)(capacity * EventSize));
    }

    /// <summary>The event mask of event <paramref name="index"/> of the last wait.</summary>
    internal uint EventsAt(int index) => Unsafe.ReadUnaligned<uint>(_events + (index * EventSize));

    /// <summary>The caller's bits of event <paramref name="index"/> of the last wait.</summary>
    internal ulong DataAt(int index) => Unsafe.ReadUnaligned<ulong>(_events + (index * EventSize) + DataOffset);

    /// <summary>Adds or changes a descriptor, whichever it takes: the kernel forgets descriptors when they are closed.</summary>
    internal void Register(int descriptor, uint mask, ulong data, bool known)
    {
        var epollEvent = stackalloc byte[16];
        Unsafe.WriteUnaligned(epollEvent, mask);
        Unsafe.WriteUnaligned(epollEvent + DataOffset, data);

        if (LibC.EpollControl(_descriptor, known ? LibC.EpollCtlModify : LibC.EpollCtlAdd, descriptor, epollEvent) == 0)
            return;
        var error = Marshal.GetLastPInvokeError();
        var other = error == LibC.NotFound ? LibC.EpollCtlAdd : LibC.EpollCtlModify;
        if (error is not (LibC.NotFound or LibC.Exists) || LibC.EpollControl(_descriptor, other, descriptor, epollEvent) != 0)
            throw new Win32Exception();
    }

    /// <summary>Takes a descriptor out; one that is closed already is out.</summary>
    internal void Remove(int descriptor)
    {
        var unused = stackalloc byte[16];
        _ = LibC.EpollControl(_descriptor, LibC.EpollCtlDelete, descriptor, unused);
    }

    /// <summary>
    /// Waits for events, at most <paramref name="nanoseconds"/>. epoll_wait counts in milliseconds, which is too coarse to
    /// start requests on time; epoll_pwait2 (Linux 5.11, glibc 2.35) counts in nanoseconds.
    /// </summary>
    internal int Wait(long nanoseconds)
    {
        int count;
        if (_hasNanoseconds && nanoseconds > 0)
        {
            LibC.TimeSpec timeout;
            timeout.Seconds = nanoseconds / 1_000_000_000;
            timeout.Nanoseconds = nanoseconds % 1_000_000_000;
            try
            {
                count = LibC.EpollWaitNanoseconds(_descriptor, _events, _capacity, &timeout, 0);
            }
            catch (EntryPointNotFoundException)
            {
                _hasNanoseconds = false;
                return Wait(nanoseconds);
            }
        }
        else
        {
            var milliseconds = Math.Min((nanoseconds + 999_999) / 1_000_000, int.MaxValue);
            count = LibC.EpollWaitMilliseconds(_descriptor, _events, _capacity, (int)milliseconds);
        }

        if (count >= 0)
            return count;
        switch (Marshal.GetLastPInvokeError())
        {
            case LibC.Interrupted:
                return 0;
            case LibC.NotImplemented when _hasNanoseconds:
                _hasNanoseconds = false;
                return Wait(nanoseconds);
            default:
                throw new Win32Exception();
        }
    }

    public void Dispose()
    {
        _ = LibC.Close(_descriptor);
        NativeMemory.Free(_events);
    }
}
