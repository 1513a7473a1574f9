using System.Runtime.InteropServices;
using Curlew.LibCurl.Posix;

namespace Curlew.LibCurl.Interop;

/// <summary>The few calls of the C library that the event loop makes itself.</summary>
internal static unsafe partial class LibC
{
    internal const int EpollCtlAdd = 1;
    internal const int EpollCtlDelete = 2;
    internal const int EpollCtlModify = 3;
    internal const uint EpollIn = 0x1;
    internal const uint EpollOut = 0x4;
    internal const uint EpollError = 0x8;
    internal const uint EpollHangUp = 0x10;
    internal const int CloseOnExec = 0x80000;
    internal const int NonBlocking = 0x800;
    internal const int Interrupted = 4;
    internal const int NotFound = 2;
    internal const int Exists = 17;
    internal const int NotImplemented = 38;
    internal const int ClockThreadCpuTime = 3;
    internal const int LimitOpenFiles = 7;
    internal const int SetTimerSlack = 29;
    internal const int SchedSetAttributesX64 = 314;
    internal const int SchedGetAttributesX64 = 315;
    internal const int SchedSetAttributesArm64 = 274;
    internal const int SchedGetAttributesArm64 = 275;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    internal static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    internal static partial int EpollControl(int epoll, int operation, int descriptor, byte* epollEvent);

    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    internal static partial int EpollWaitNanoseconds(int epoll, byte* events, int capacity, TimeSpec* timeout, nint signalMask);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    internal static partial int EpollWaitMilliseconds(int epoll, byte* events, int capacity, int timeout);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int EventDescriptor(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, void* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, void* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    /// <summary>Opens a socket, unless the process has hardly any descriptors left.</summary>
    internal static int Socket(int family, int type, int protocol) => DescriptorReserve.Keep(SocketOfAnyNumber(family, type, protocol));

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int SocketOfAnyNumber(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    internal static partial int ClockGetTime(int clock, TimeSpec* time);

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    internal static partial int GetResourceLimit(int resource, ResourceLimit* limit);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    internal static partial int ProcessControl(int option, nint second, nint third, nint fourth, nint fifth);

    /// <summary>sched_getattr and sched_setattr, for which older C libraries have no function.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint SystemCall(nint number, nint thread, SchedAttributes* attributes, nint sizeOrFlags, nint flags);

    /// <summary>struct sched_attr in its first version.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SchedAttributes
    {
        internal uint Size;
        internal uint Policy;
        internal ulong Flags;
        internal int Nice;
        internal uint Priority;
        internal ulong Runtime;
        internal ulong Deadline;
        internal ulong Period;
    }

    /// <summary>struct timespec where time_t and long have 64 bits.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }

    /// <summary>struct rlimit.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ResourceLimit
    {
        internal ulong Soft;
        internal ulong Hard;
    }
}
