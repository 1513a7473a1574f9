using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Curlew.LibCurl.Gate;
using Curlew.LibCurl.Loop;

namespace Curlew.LibCurl.Easy;

/// <summary>
/// What callbacks of a transfer read and write: unmanaged memory that lives as long as its easy handle, so that neither
/// a GCHandle nor a look-up is needed per call.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TransferState
{
    /// <summary>CURL_ERROR_SIZE.</summary>
    internal const int ErrorSize = 256;

    private const nuint WriteError = 0xFFFFFFFF;
    private const int PreRequestOk = 0;
    private const int PreRequestAbort = 1;

    /// <summary>No connection was ever had.</summary>
    internal const long NoConnection = -1;

    internal long BodyBytes;
    internal long BodyLimit;
    internal long ConnectionId;
    internal int Attempts;
    internal int BodyLimitExceeded;
    internal nint Easy;
    internal delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, nint, int> GetInfo;
    internal int HasConnectionIds;
    internal ErrorText Error;

    /// <summary>The answer's body, as far as it is kept.</summary>
    internal CapturedBytes Body;

    /// <summary>The header lines of all answers of the transfer (redirects, 1xx), as far as they are kept.</summary>
    internal CapturedBytes Headers;

    /// <summary>Where the last answer's lines begin in <see cref="Headers"/>.</summary>
    internal int LastAnswer;

    /// <summary>The GCHandle of the event loop that it runs on; 0 where it runs on none.</summary>
    internal nint Loop;

    /// <summary>The cell of that loop.</summary>
    internal int Cell;

    /// <summary>The GCHandle of its <see cref="ConnectionGate"/>; 0 where it has none.</summary>
    internal nint Gate;

    /// <summary>What that gate refused since the transfer began.</summary>
    internal GateRefusal Refusal;

    /// <summary>The connection on which <see cref="StreamCounts"/> has it.</summary>
    internal long CountedOn;

    internal static nint WriteFunction => (nint)(delegate* unmanaged[Cdecl]<byte*, nuint, nuint, TransferState*, nuint>)&Write;

    internal static nint HeaderFunction => (nint)(delegate* unmanaged[Cdecl]<byte*, nuint, nuint, TransferState*, nuint>)&Header;

    internal static nint PreRequestFunction =>
        (nint)(delegate* unmanaged[Cdecl]<TransferState*, byte*, byte*, int, int, int>)&PreRequest;

    /// <summary>CURLOPT_WRITEFUNCTION: the body is counted, and kept where somebody wants to read it. Nothing in it can throw.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint Write(byte* data, nuint size, nuint count, TransferState* state)
    {
        var bytes = size * count;
        state->BodyBytes += (long)bytes;
        if (state->BodyBytes <= state->BodyLimit)
            return state->Body.Limit == 0 || state->Body.TryAppend(data, bytes) ? bytes : WriteError;
        state->BodyLimitExceeded = 1;
        return WriteError;
    }

    /// <summary>
    /// CURLOPT_HEADERFUNCTION: called once per line, for each answer of the transfer; a status line begins a new one.
    /// Nothing in it can throw.
    /// </summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint Header(byte* data, nuint size, nuint count, TransferState* state)
    {
        var bytes = size * count;
        if (new ReadOnlySpan<byte>(data, (int)bytes).StartsWith("HTTP/"u8))
            state->LastAnswer = state->Headers.Length;
        return state->Headers.TryAppend(data, bytes) ? bytes : WriteError;
    }

    /// <summary>
    /// CURLOPT_PREREQFUNCTION: called each time that a request is about to be sent, so also on hidden repeats. The
    /// connection's id is read here, while the transfer has its connection: asked afterwards, libcurl (seen in 8.14.1,
    /// multi_done_locked) answers with that of an earlier transfer where other streams still use the connection.
    /// </summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int PreRequest(TransferState* state, byte* remoteAddress, byte* localAddress, int remotePort, int localPort)
    {
        if (state->Gate != 0 && !ConnectionGate.Of(state).AllowsRequest(state, remoteAddress, remotePort))
        {
            state->Refusal = GateRefusal.Request;
            return PreRequestAbort;
        }

        state->Attempts++;
        state->ConnectionId = localPort;
        if (state->HasConnectionIds != 0)
        {
            long id = NoConnection;
            _ = state->GetInfo(state->Easy, (int)CurlOffsetInfo.CONN_ID, (nint)(&id));
            state->ConnectionId = id;
        }

        if (state->Loop != 0)
            Callbacks.RequestOnLoop(state);
        return PreRequestOk;
    }

    [InlineArray(ErrorSize)]
    internal struct ErrorText
    {
        private byte _first;
    }
}
