using System.Runtime.InteropServices;
using Curlew.LibCurl.Interop;

namespace Curlew.LibCurl.Gate;

/// <summary>
/// Reads URLs by the parser of the very libcurl that will connect (https://curl.se/libcurl/c/curl_url_set.html), so that
/// there are no two opinions on what the host of <c>http://a@b#@c/</c> is.
/// </summary>
internal sealed unsafe class CurlUrlReader : IDisposable
{
    private const int WholeUrl = 0;
    private const int Scheme = 1;
    private const int Host = 5;

    private readonly CurlApi _api;
    private readonly nint _url;

    internal CurlUrlReader(CurlLibrary library)
    {
        _api = library.Api;
        _url = _api.UrlMake();
        if (_url == 0)
            throw new CurlException("curl_url: out of memory");
    }

    public void Dispose() => _api.UrlCleanup(_url);

    /// <summary>The scheme and host of a URL; both empty where it has none.</summary>
    internal (string Scheme, string Host) Read(ReadOnlySpan<byte> url)
    {
        Span<byte> terminated = new byte[url.Length + 1];
        url.CopyTo(terminated);
        fixed (byte* text = terminated)
        {
            return _api.UrlSet(_url, WholeUrl, text, 0) == 0 ? (Part(Scheme), Part(Host)) : (string.Empty, string.Empty);
        }
    }

    private string Part(int part)
    {
        byte* text = null;
        if (_api.UrlGet(_url, part, &text, 0) != 0)
            return string.Empty;
        var read = Marshal.PtrToStringUTF8((nint)text) ?? string.Empty;
        _api.Free(text);
        return read;
    }
}
