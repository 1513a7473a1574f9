using System.ComponentModel;
using Curlew.LibCurl.Interop;

namespace Curlew.LibCurl.Posix;

/// <summary>An eventfd: any thread can end an epoll wait with it.</summary>
internal sealed unsafe class WakeUp : IDisposable
{
    internal WakeUp()
    {
        Descriptor = LibC.EventDescriptor(0, LibC.CloseOnExec | LibC.NonBlocking);
        if (Descriptor < 0)
            throw new Win32Exception();
    }

    internal int Descriptor { get; }

    internal void Signal()
    {
        ulong one = 1;
        _ = LibC.Write(Descriptor, &one, sizeof(ulong));
    }

    internal void Clear()
    {
        ulong count;
        _ = LibC.Read(Descriptor, &count, sizeof(ulong));
    }

    public void Dispose() => _ = LibC.Close(Descriptor);
}
