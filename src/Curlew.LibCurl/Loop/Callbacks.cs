using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Curlew.LibCurl.Easy;
using Curlew.LibCurl.Gate;
using Curlew.LibCurl.Interop;

namespace Curlew.LibCurl.Loop;

/// <summary>
/// The functions that libcurl calls from within a multi handle. None lets an exception out into C: it is kept by the
/// loop, which throws it when libcurl has returned. None calls back into libcurl: that is not allowed (7.88 answers
/// CURLM_RECURSIVE_API_CALL); they take notes on which the loop acts later.
/// </summary>
internal static unsafe class Callbacks
{
    private const int PollIn = 1;
    private const int PollOut = 2;
    private const int PollInOut = 3;
    private const int Ok = 0;
    private const int Failed = -1;
    private const int BadSocket = -1;

    internal static nint Socket => (nint)(delegate* unmanaged[Cdecl]<nint, int, int, nint, nint, int>)&OnSocket;

    internal static nint Timer => (nint)(delegate* unmanaged[Cdecl]<nint, nint, nint, int>)&OnTimer;

    internal static nint OpenSocket => (nint)(delegate* unmanaged[Cdecl]<TransferState*, int, SocketAddress*, int>)&OnOpenSocket;

    internal static nint CloseSocket => (nint)(delegate* unmanaged[Cdecl]<nint, int, int>)&OnCloseSocket;

    /// <summary>CURLMOPT_SOCKETFUNCTION: what libcurl wants to know of a socket from now on.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnSocket(nint easy, int descriptor, int what, nint cellHandle, nint perSocket)
    {
        var cell = (Cell)GCHandle.FromIntPtr(cellHandle).Target!;
        try
        {
            var mask = what switch
            {
                PollIn => LibC.EpollIn,
                PollOut => LibC.EpollOut,
                PollInOut => LibC.EpollIn | LibC.EpollOut,
                _ => 0u,
            };
            cell.Loop.Descriptors.WantOnLoop(descriptor, cell.Index, mask);
            return Ok;
        }
        catch (Exception exception)
        {
            cell.Loop.KeepFaultOnLoop(exception);
            return Failed;
        }
    }

    /// <summary>CURLMOPT_TIMERFUNCTION: when libcurl wants to be called; -1 for never, 0 for at once.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnTimer(nint multi, nint milliseconds, nint cellHandle)
    {
        var cell = (Cell)GCHandle.FromIntPtr(cellHandle).Target!;
        try
        {
            cell.Loop.SetDeadlineOnLoop(cell, milliseconds);
            return Ok;
        }
        catch (Exception exception)
        {
            cell.Loop.KeepFaultOnLoop(exception);
            return Failed;
        }
    }

    /// <summary>
    /// CURLOPT_OPENSOCKETFUNCTION: opens a socket, so that it is known that its number is a new one, if the transfer's gate
    /// lets it. A transfer that runs on no loop has only the gate.
    /// </summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnOpenSocket(TransferState* state, int purpose, SocketAddress* address)
    {
        var loop = state->Loop == 0 ? null : (EventLoop)GCHandle.FromIntPtr(state->Loop).Target!;
        try
        {
            if (state->Gate != 0 && !ConnectionGate.Of(state).AllowsConnection(state, address))
            {
                state->Refusal = GateRefusal.Connection;
                return BadSocket;
            }

            // Of several addresses the last one decides how a failure is told.
            state->Refusal = GateRefusal.None;
            var descriptor = LibC.Socket(address->Family, address->Type | LibC.CloseOnExec, address->Protocol);
            if (descriptor < 0)
                return BadSocket;
            loop?.Descriptors.OpenedOnLoop(descriptor);
            loop?.RemoteAddresses.Add(address);
            return descriptor;
        }
        catch (Exception exception)
        {
            loop?.KeepFaultOnLoop(exception);
            return BadSocket;
        }
    }

    /// <summary>CURLOPT_CLOSESOCKETFUNCTION: closes a socket and forgets it.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnCloseSocket(nint loopHandle, int descriptor)
    {
        var loop = (EventLoop)GCHandle.FromIntPtr(loopHandle).Target!;
        try
        {
            loop.Descriptors.ClosedOnLoop(descriptor);
            return LibC.Close(descriptor);
        }
        catch (Exception exception)
        {
            loop.KeepFaultOnLoop(exception);
            return Failed;
        }
    }

    /// <summary>Counts a request on its connection (called by CURLOPT_PREREQFUNCTION).</summary>
    internal static void RequestOnLoop(TransferState* state)
    {
        var loop = (EventLoop)GCHandle.FromIntPtr(state->Loop).Target!;
        try
        {
            loop.Streams.Enter(state);
        }
        catch (Exception exception)
        {
            loop.KeepFaultOnLoop(exception);
        }
    }

    /// <summary>struct curl_sockaddr, with as much of the address as an IPv6 one takes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SocketAddress
    {
        internal int Family;
        internal int Type;
        internal int Protocol;
        internal uint AddressLength;
        internal AddressBytes Address;
    }

    /// <summary>struct sockaddr_in6 has 28 bytes.</summary>
    [InlineArray(Length)]
    internal struct AddressBytes
    {
        internal const int Length = 28;

        private byte _first;
    }
}
