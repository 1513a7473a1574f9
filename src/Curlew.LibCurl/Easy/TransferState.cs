using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    internal static nint WriteFunction => (nint)(delegate* unmanaged[Cdecl]<byte*, nuint, nuint, TransferState*, nuint>)&Write;

    internal static nint PreRequestFunction =>
        (nint)(delegate* unmanaged[Cdecl]<TransferState*, byte*, byte*, int, int, int>)&PreRequest;

    /// <summary>CURLOPT_WRITEFUNCTION: the body is counted and thrown away. Nothing in it can throw.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint Write(byte* data, nuint size, nuint count, TransferState* state)
    {
        var bytes = size * count;
        state->BodyBytes += (long)bytes;
        if (state->BodyBytes <= state->BodyLimit)
            return bytes;
        state->BodyLimitExceeded = 1;
        return WriteError;
    }

    /// <summary>
    /// CURLOPT_PREREQFUNCTION: called each time that a request is about to be sent, so also on hidden repeats. The
    /// connection's id is read here, while the transfer has its connection: asked afterwards, libcurl (seen in 8.14.1,
    /// multi_done_locked) answers with that of an earlier transfer where other streams still use the connection.
    /// </summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int PreRequest(TransferState* state, byte* remoteAddress, byte* localAddress, int remotePort, int localPort)
    {
        state->Attempts++;
        state->ConnectionId = localPort;
        if (state->HasConnectionIds != 0)
        {
            long id = NoConnection;
            _ = state->GetInfo(state->Easy, (int)CurlOffsetInfo.CONN_ID, (nint)(&id));
            state->ConnectionId = id;
        }

        return PreRequestOk;
    }

    [InlineArray(ErrorSize)]
    internal struct ErrorText
    {
        private byte _first;
    }
}
