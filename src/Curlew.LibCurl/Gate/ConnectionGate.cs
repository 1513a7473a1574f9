using System.Buffers.Binary;
using System.Net;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;
using Curlew.LibCurl.Easy;
using Curlew.LibCurl.Loop;

namespace Curlew.LibCurl.Gate;

/// <summary>
/// Lets handles connect, and send requests, only where an <see cref="IConnectionRule"/> says so.
/// </summary>
/// <remarks>
/// <para>
/// <b>What is asked, and when.</b> CURLOPT_OPENSOCKETFUNCTION is called for each address that libcurl is about to connect to, so
/// after redirects and name resolution, whatever the host's spelling was; CURLOPT_PREREQFUNCTION (7.80.0) before each request, so
/// on reused connections too. Both ask with the URL of that moment (CURLINFO_EFFECTIVE_URL: 7.88.1 to 8.21 set it, normalized,
/// before they look for a connection) and with the address of the socket. Before 7.80.0 only connections are asked for: libcurl
/// reuses one for requests to the same scheme, host and port only, which were asked for when it was opened.
/// </para>
/// <para>
/// <b>What it costs.</b> Per request the URL's beginning and the address are compared with what was allowed last, and looked up
/// among what was decided before where they differ; only what is new is parsed, by libcurl's own parser, and asked for.
/// </para>
/// <para>Belongs to the thread that drives its handles, and is disposed of after them.</para>
/// </remarks>
public sealed unsafe class ConnectionGate : IDisposable
{
    /// <summary>More hosts than that in a run, and decisions are made anew; data feeds may hold any number.</summary>
    private const int MostDecisions = 4096;

    private const int Ports = sizeof(ushort);
    private const byte OfText = 0;

    private readonly IConnectionRule _rule;
    private readonly CurlUrlReader _reader;
    private readonly Dictionary<byte[], bool> _decisions = new(ByteKeys.Instance);
    private readonly Dictionary<byte[], bool>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;
    private byte[] _key = new byte[1024];
    private byte[] _lastAllowed = [];
    private int _lastAllowedLength;
    private GCHandle _self;
    private ExceptionDispatchInfo? _fault;

    /// <summary>Makes a gate for handles of one thread.</summary>
    public ConnectionGate(CurlLibrary library, IConnectionRule rule)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(rule);
        _rule = rule;
        _reader = new CurlUrlReader(library);
        _byBytes = _decisions.GetAlternateLookup<ReadOnlySpan<byte>>();
        _self = GCHandle.Alloc(this);
    }

    /// <summary>Has a handle ask from now on.</summary>
    public void Guard(CurlEasy easy)
    {
        ArgumentNullException.ThrowIfNull(easy);
        easy.State->Gate = GCHandle.ToIntPtr(_self);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_self.IsAllocated)
            return;
        _reader.Dispose();
        _self.Free();
    }

    internal static ConnectionGate Of(TransferState* state) => (ConnectionGate)GCHandle.FromIntPtr(state->Gate).Target!;

    /// <summary>Whether a transfer may connect to the address of a socket that is to be opened. Never lets an exception out into C.</summary>
    internal bool AllowsConnection(TransferState* state, Callbacks.SocketAddress* address)
    {
        try
        {
            return RemoteAddress.TryRead(address, out var bytes, out var port)
                && Allows(state, bytes, (byte)bytes.Length, port);
        }
        catch (Exception exception)
        {
            _fault ??= ExceptionDispatchInfo.Capture(exception);
            return false;
        }
    }

    /// <summary>Whether a transfer may send its request on its connection. Never lets an exception out into C.</summary>
    internal bool AllowsRequest(TransferState* state, byte* remoteAddress, int port)
    {
        try
        {
            return Allows(state, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(remoteAddress), OfText, port);
        }
        catch (Exception exception)
        {
            _fault ??= ExceptionDispatchInfo.Capture(exception);
            return false;
        }
    }

    /// <summary>Throws what was caught in a callback.</summary>
    internal void ThrowFault() => _fault?.Throw();

    private bool Allows(TransferState* state, ReadOnlySpan<byte> address, byte form, int port)
    {
        var url = BeginningOf(EffectiveUrl(state));
        var key = KeyOf(url, address, form, port);
        if (key.SequenceEqual(_lastAllowed.AsSpan(0, _lastAllowedLength)))
            return true;
        if (!_byBytes.TryGetValue(key, out var allowed))
        {
            allowed = Decide(url, address, form, port);
            if (_decisions.Count >= MostDecisions)
                _decisions.Clear();
            _byBytes[key] = allowed;
        }

        if (allowed)
            Remember(key);
        return allowed;
    }

    private static ReadOnlySpan<byte> EffectiveUrl(TransferState* state)
    {
        byte* url = null;
        _ = state->GetInfo(state->Easy, (int)CurlStringInfo.EFFECTIVE_URL, (nint)(&url));
        return MemoryMarshal.CreateReadOnlySpanFromNullTerminated(url);
    }

    /// <summary>Scheme and authority; all of a URL that is not written as libcurl writes it.</summary>
    private static ReadOnlySpan<byte> BeginningOf(ReadOnlySpan<byte> url)
    {
        var host = url.StartsWith("http://"u8) ? "http://"u8.Length : url.StartsWith("https://"u8) ? "https://"u8.Length : 0;
        if (host == 0)
            return url;
        var length = url[host..].IndexOfAny("/?#"u8);
        return length > 0 ? url[..(host + length)] : url;
    }

    /// <summary>No URL holds a NUL, so that no two keys can be alike that are not the same.</summary>
    private ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> url, ReadOnlySpan<byte> address, byte form, int port)
    {
        var length = url.Length + 2 + Ports + address.Length;
        if (_key.Length < length)
            _key = new byte[length * 2];
        var key = _key.AsSpan(0, length);
        url.CopyTo(key);
        var rest = key[url.Length..];
        rest[0] = 0;
        rest[1] = form;
        BinaryPrimitives.WriteUInt16BigEndian(rest[2..], (ushort)port);
        address.CopyTo(rest[(2 + Ports)..]);
        return key;
    }

    private bool Decide(ReadOnlySpan<byte> url, ReadOnlySpan<byte> address, byte form, int port)
    {
        var remote = form == OfText ? IPAddress.TryParse(Encoding.ASCII.GetString(address), out var read) ? read : null : new IPAddress(address);
        var (scheme, host) = _reader.Read(url);
        return remote is not null && _rule.Allows(scheme, host, remote, port);
    }

    private void Remember(ReadOnlySpan<byte> key)
    {
        if (_lastAllowed.Length < key.Length)
            _lastAllowed = new byte[_key.Length];
        key.CopyTo(_lastAllowed);
        _lastAllowedLength = key.Length;
    }
}
