using System.Runtime.InteropServices;
using System.Text;
using Curlew.LibCurl.Gate;
using Curlew.LibCurl.Loop;

namespace Curlew.LibCurl.Easy;

/// <summary>
/// An easy handle: one transfer at a time, any number one after another. Its cookie engine and its options stay from one
/// transfer to the next.
/// </summary>
/// <remarks>
/// Belongs to one thread at a time. Whoever made it disposes of it, after its event loop let go of it; there is no
/// finalizer, because cleaning up a handle that a multi handle still has on another thread would corrupt both.
/// Headers, body and share are not copied by libcurl: they have to live until the handle was disposed of.
/// </remarks>
public sealed unsafe partial class CurlEasy : IDisposable
{
    private static readonly Version HiddenRepeatsSince = new(7, 80, 0);
    private static readonly Version ConnectionIdsSince = new(8, 2, 0);
    private static readonly Version ProtocolNamesSince = new(7, 85, 0);
    private const long ProtocolsHttpAndHttps = 3;

    /// <summary>libcurl itself takes no more of one answer (300 KB since 8.3.0).</summary>
    private const int LongestHeaders = 1 << 20;

    /// <summary>CURLINFO_PRIVATE: CURLINFO_STRING + 21.</summary>
    private const int PrivateInfo = 0x100000 + 21;

    private readonly CurlLibrary _library;
    private readonly TransferState* _state;
    private bool _disposed;

    /// <summary>
    /// Makes a handle that fits a load generator: no proxy from the environment, no signals, only http and https (also
    /// after redirects), bodies counted and thrown away.
    /// </summary>
    /// <exception cref="CurlException">libcurl is out of memory or refuses an option.</exception>
    public CurlEasy(CurlLibrary library, int tag = 0)
    {
        ArgumentNullException.ThrowIfNull(library);
        _library = library;
        Tag = tag;
        Handle = library.Api.EasyInit();
        if (Handle == 0)
            throw new CurlException("curl_easy_init: out of memory");
        _state = (TransferState*)NativeMemory.AllocZeroed((nuint)sizeof(TransferState));
        _state->BodyLimit = long.MaxValue;
        _state->CountedOn = TransferState.NoConnection;
        _state->Easy = Handle;
        _state->GetInfo = library.Api.EasyGetInfo;
        HasConnectionIds = library.Info.Version >= ConnectionIdsSince;
        _state->HasConnectionIds = HasConnectionIds ? 1 : 0;

        Set((int)CurlPointerOption.PRIVATE, tag);
        Set((int)CurlPointerOption.ERRORBUFFER, (nint)(&_state->Error));
        Set((int)CurlPointerOption.WRITEDATA, (nint)_state);
        Set((int)CurlFunctionOption.WRITEFUNCTION, TransferState.WriteFunction);
        CountsHiddenRepeats = library.Info.Version >= HiddenRepeatsSince;
        if (CountsHiddenRepeats)
        {
            Set((int)CurlPointerOption.PREREQDATA, (nint)_state);
            Set((int)CurlFunctionOption.PREREQFUNCTION, TransferState.PreRequestFunction);
        }

        // Called for every address that libcurl connects to, on whichever thread drives the transfer.
        Set((int)CurlPointerOption.OPENSOCKETDATA, (nint)_state);
        Set((int)CurlFunctionOption.OPENSOCKETFUNCTION, Callbacks.OpenSocket);

        SetOption(CurlLongOption.NOSIGNAL, 1);
        SetOption(CurlStringOption.PROXY, string.Empty);
        if (library.Info.Version >= ProtocolNamesSince)
        {
            SetOption(CurlStringOption.PROTOCOLS_STR, "http,https");
            SetOption(CurlStringOption.REDIR_PROTOCOLS_STR, "http,https");
        }
        else
        {
            SetOption(CurlLongOption.PROTOCOLS, ProtocolsHttpAndHttps);
            SetOption(CurlLongOption.REDIR_PROTOCOLS, ProtocolsHttpAndHttps);
        }
    }

    /// <summary>The caller's number for it.</summary>
    public int Tag { get; }

    /// <summary>Whether <see cref="HiddenRepeats"/> can be known (libcurl 7.80.0 and newer).</summary>
    public bool CountsHiddenRepeats { get; }

    /// <summary>How often libcurl sent the last transfer's request again by itself; redirects are no repeats.</summary>
    public int HiddenRepeats =>
        CountsHiddenRepeats ? Math.Max(0, _state->Attempts - 1 - (int)GetInfo(CurlLongInfo.REDIRECT_COUNT)) : 0;

    /// <summary>
    /// Whether <see cref="ConnectionId"/> is libcurl's number of the connection within its multi handle (8.2.0 and newer)
    /// rather than the connection's local port.
    /// </summary>
    public bool HasConnectionIds { get; }

    /// <summary>Which connection the last transfer was sent on; -1 where it never had one.</summary>
    public long ConnectionId =>
        CountsHiddenRepeats ? _state->ConnectionId
        : GetInfo(CurlLongInfo.LOCAL_PORT) is > 0 and var port ? port : TransferState.NoConnection;

    /// <summary>Whether the last transfer was ended because its body was longer than the limit.</summary>
    public bool BodyLimitExceeded => _state->BodyLimitExceeded != 0;

    /// <summary>
    /// Whether the last transfer failed with this code because its <see cref="ConnectionGate"/> refused it. A refused address is
    /// to libcurl one that it cannot connect to, and it may have gone on with another.
    /// </summary>
    public bool WasRefused(CurlCode code) => code switch
    {
        CurlCode.CURLE_COULDNT_CONNECT => _state->Refusal == GateRefusal.Connection,
        CurlCode.CURLE_ABORTED_BY_CALLBACK => _state->Refusal == GateRefusal.Request,
        _ => false,
    };

    /// <summary>libcurl's own words on the last failure; empty where it has none.</summary>
    public string ErrorText => Marshal.PtrToStringUTF8((nint)(&_state->Error)) ?? string.Empty;

    /// <summary>The body of the last transfer's answer, as far as <see cref="KeepBody"/> has it kept; until the next one starts.</summary>
    public ReadOnlySpan<byte> Body => _state->Body.Bytes;

    /// <summary>
    /// The header lines of all answers of the last transfer, where <see cref="KeepHeaders"/> has them kept, each with its line
    /// break; until the next one starts.
    /// </summary>
    public ReadOnlySpan<byte> Headers => _state->Headers.Bytes;

    /// <summary>Those of the last answer.</summary>
    public ReadOnlySpan<byte> HeadersOfLastAnswer => _state->Headers.Bytes[_state->LastAnswer..];

    internal nint Handle { get; }

    internal TransferState* State => _state;

    /// <summary>Sets an option that takes a number.</summary>
    public void SetOption(CurlLongOption option, long value) => Set((int)option, (nint)value);

    /// <summary>Sets an option that takes a large number.</summary>
    public void SetOption(CurlOffsetOption option, long value) => Set((int)option, (nint)value);

    /// <summary>Sets an option that takes a string, which libcurl copies; null puts the default back.</summary>
    public void SetOption(CurlStringOption option, string? value)
    {
        if (value is null)
        {
            Set((int)option, 0);
            return;
        }

        fixed (byte* text = Encoding.UTF8.GetBytes(value + '\0'))
            Set((int)option, (nint)text);
    }

    /// <summary>Sets an option that takes bytes, which libcurl copies.</summary>
    public void SetOption(CurlBlobOption option, ReadOnlySpan<byte> value)
    {
        fixed (byte* data = value)
        {
            var blob = new Blob { Data = data, Length = (nuint)value.Length, Flags = Blob.Copy };
            Set((int)option, (nint)(&blob));
        }
    }

    /// <summary>Sets the headers to send beside libcurl's own.</summary>
    public void SetHeaders(CurlSList headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        Set((int)CurlPointerOption.HTTPHEADER, headers.Head);
    }

    /// <summary>Sets addresses to use instead of asking DNS, each as <c>host:port:address</c>.</summary>
    public void SetResolve(CurlSList entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Set((int)CurlPointerOption.RESOLVE, entries.Head);
    }

    /// <summary>Sets the body; makes the request a POST unless CUSTOMREQUEST says otherwise.</summary>
    public void SetBody(CurlBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        SetOption(CurlOffsetOption.POSTFIELDSIZE_LARGE, body.Length);
        Set((int)CurlPointerOption.POSTFIELDS, body.Pointer);
    }

    /// <summary>Sets the headers to send beside libcurl's own, which have to stay as they are until the transfer has ended.</summary>
    public void SetHeaders(CurlHeaderLines headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        headers.Link();
        Set((int)CurlPointerOption.HTTPHEADER, headers.Head);
    }

    /// <summary>Sets the body, which has to stay as it is until the transfer has ended.</summary>
    public void SetBody(CurlBuffer body)
    {
        ArgumentNullException.ThrowIfNull(body);
        SetOption(CurlOffsetOption.POSTFIELDSIZE_LARGE, body.Length);
        Set((int)CurlPointerOption.POSTFIELDS, (nint)body.Terminated());
    }

    /// <summary>Sets an option that takes a string, which libcurl copies. Without a NUL in it.</summary>
    public void SetOption(CurlStringOption option, CurlBuffer value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Set((int)option, (nint)value.Terminated());
    }

    /// <summary>Goes back to GET without a body, whatever was set before.</summary>
    public void ResetMethod()
    {
        SetOption(CurlStringOption.CUSTOMREQUEST, (string?)null);
        SetOption(CurlLongOption.HTTPGET, 1);
    }

    /// <summary>Sets how many bytes of an answer's body are kept for <see cref="Body"/>; 0 for none, what comes after is thrown away.</summary>
    public void KeepBody(int bytes) => _state->Body.Limit = bytes;

    /// <summary>Sets whether header lines are kept for <see cref="Headers"/>.</summary>
    public void KeepHeaders(bool keep)
    {
        _state->Headers.Limit = keep ? LongestHeaders : 0;
        Set((int)CurlPointerOption.HEADERDATA, keep ? (nint)_state : 0);
        Set((int)CurlFunctionOption.HEADERFUNCTION, keep ? TransferState.HeaderFunction : 0);
    }

    /// <summary>Sets how many bytes of a body are read before the transfer is ended.</summary>
    public void SetBodyLimit(long bytes)
    {
        _state->BodyLimit = bytes;
        SetOption(CurlOffsetOption.MAXFILESIZE_LARGE, bytes);
    }

    /// <summary>Empties the cookie jar. Allocates nothing: it is called before each iteration.</summary>
    public void ForgetCookies()
    {
        fixed (byte* all = "ALL\0"u8)
            Set((int)CurlStringOption.COOKIELIST, (nint)all);
    }

    /// <summary>Reads an info that is a number.</summary>
    public long GetInfo(CurlLongInfo info) => Get((int)info);

    /// <summary>Reads an info that is a large number.</summary>
    public long GetInfo(CurlOffsetInfo info) => Get((int)info);

    /// <summary>Reads an info that is a string.</summary>
    public string? GetInfo(CurlStringInfo info) => Marshal.PtrToStringUTF8(Get((int)info));

    /// <summary>Carries out one transfer on the calling thread (curl_easy_perform).</summary>
    public CurlCode Perform()
    {
        BeginTransfer();
        var code = (CurlCode)_library.Api.EasyPerform(Handle);
        ThrowGateFault();
        return code;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _library.Api.EasyCleanup(Handle);
        _state->Body.Free();
        _state->Headers.Free();
        NativeMemory.Free(_state);
    }

    internal static nint PrivateOf(CurlLibrary library, nint handle)
    {
        nint value = 0;
        _ = library.Api.EasyGetInfo(handle, PrivateInfo, (nint)(&value));
        return value;
    }

    internal void BeginTransfer()
    {
        _state->BodyBytes = 0;
        _state->BodyLimitExceeded = 0;
        _state->Attempts = 0;
        _state->ConnectionId = TransferState.NoConnection;
        _state->Body.Clear();
        _state->Headers.Clear();
        _state->LastAnswer = 0;
        _state->Refusal = GateRefusal.None;
    }

    /// <summary>Throws what the gate caught in a callback.</summary>
    internal void ThrowGateFault()
    {
        if (_state->Gate != 0)
            ConnectionGate.Of(_state).ThrowFault();
    }

    internal void Set(int option, nint value)
    {
        var code = _library.Api.EasySetOption(Handle, option, value);
        if (code != (int)CurlCode.CURLE_OK)
            _library.Check(code, NameOf(option));
    }

    /// <summary>All infos in use are a long, a curl_off_t or a pointer: eight bytes each where this code runs.</summary>
    private nint Get(int info)
    {
        nint value = 0;
        var code = _library.Api.EasyGetInfo(Handle, info, (nint)(&value));
        if (code != (int)CurlCode.CURLE_OK)
            _library.Check(code, $"curl_easy_getinfo 0x{info:x}");
        return value;
    }

    private static string NameOf(int option) => "curl_easy_setopt CURLOPT_" + (
        Enum.GetName((CurlLongOption)option) ?? Enum.GetName((CurlStringOption)option) ?? Enum.GetName((CurlOffsetOption)option)
        ?? Enum.GetName((CurlPointerOption)option) ?? Enum.GetName((CurlFunctionOption)option) ?? Enum.GetName((CurlBlobOption)option)
        ?? option.ToString());

    /// <summary>struct curl_blob.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Blob
    {
        internal const uint Copy = 1;

        internal void* Data;
        internal nuint Length;
        internal uint Flags;
    }
}
