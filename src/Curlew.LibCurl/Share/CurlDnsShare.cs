using Curlew.LibCurl.Easy;

namespace Curlew.LibCurl.Share;

/// <summary>
/// A share object with the DNS cache and nothing else, so that the many multi handles of an event loop resolve a name
/// once. Connections, TLS sessions and cookies are left out on purpose: sharing those is what cost the seed its weeks.
/// </summary>
/// <remarks>All handles that use it belong to one thread, so it needs no lock functions.</remarks>
public sealed unsafe class CurlDnsShare : IDisposable
{
    private const int OptionShare = 1;
    private const int LockDataDns = 3;

    private readonly CurlLibrary _library;
    private readonly nint _handle;

    /// <summary>Makes an empty cache.</summary>
    public CurlDnsShare(CurlLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        _library = library;
        _handle = library.Api.ShareInit();
        if (_handle == 0)
            throw new CurlException("curl_share_init: out of memory");
        var code = library.Api.ShareSetOption(_handle, OptionShare, LockDataDns);
        if (code != 0)
            throw new CurlException($"curl_share_setopt CURLSHOPT_SHARE DNS: CURLSHcode {code}");
    }

    /// <summary>Makes a handle use the cache.</summary>
    public void Attach(CurlEasy easy)
    {
        ArgumentNullException.ThrowIfNull(easy);
        easy.Set((int)CurlPointerOption.SHARE, _handle);
    }

    /// <inheritdoc/>
    public void Dispose() => _ = _library.Api.ShareCleanup(_handle);
}
