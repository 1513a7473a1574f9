using Curlew.LibCurl.Easy;
using Curlew.LibCurl.Interop;
using Curlew.LibCurl.Loop;

namespace Curlew.LibCurl.Multi;

/// <summary>A multi handle driven by sockets (curl_multi_socket_action). Belongs to its event loop's thread.</summary>
internal sealed unsafe class CurlMulti : IDisposable
{
    private const int SocketTimeout = -1;

    private readonly CurlLibrary _library;
    private readonly CurlApi _api;
    private readonly nint _handle;

    internal CurlMulti(CurlLibrary library, CellSettings settings)
    {
        _library = library;
        _api = library.Api;
        _handle = _api.MultiInit();
        if (_handle == 0)
            throw new CurlException("curl_multi_init: out of memory");

        // Unset, the cache is four times the running transfers, which changes under a run: always set it.
        Set(CurlMultiOption.MAXCONNECTS, settings.MaxConnects);
        if (settings.MaxHostConnections > 0)
            Set(CurlMultiOption.MAX_HOST_CONNECTIONS, settings.MaxHostConnections);
        if (settings.MaxConcurrentStreams > 0)
            Set(CurlMultiOption.MAX_CONCURRENT_STREAMS, settings.MaxConcurrentStreams);
    }

    internal void Set(CurlMultiOption option, nint value) =>
        _library.CheckMulti(_api.MultiSetOption(_handle, (int)option, value), $"curl_multi_setopt CURLMOPT_{option}");

    internal void Add(CurlEasy easy) => _library.CheckMulti(_api.MultiAddHandle(_handle, easy.Handle), "curl_multi_add_handle");

    internal void Remove(CurlEasy easy) => Remove(easy.Handle);

    internal void Remove(nint easy) => _library.CheckMulti(_api.MultiRemoveHandle(_handle, easy), "curl_multi_remove_handle");

    /// <summary>Tells libcurl what happened on a socket (CURL_CSELECT_*).</summary>
    internal void ActOnSocket(int descriptor, int events)
    {
        int running;
        _library.CheckMulti(_api.MultiSocketAction(_handle, descriptor, events, &running), "curl_multi_socket_action");
    }

    /// <summary>Tells libcurl that the time it asked for has come.</summary>
    internal void ActOnTimer() => ActOnSocket(SocketTimeout, 0);

    /// <summary>Takes the next finished transfer, if there is one.</summary>
    internal bool TryReadDone(out nint easy, out CurlCode code)
    {
        int left;
        var message = _api.MultiInfoRead(_handle, &left);
        if (message is null || message->Kind != CurlMessage.Done)
        {
            easy = 0;
            code = default;
            return false;
        }

        // The message lives only until the handle is removed: copy.
        easy = message->Easy;
        code = (CurlCode)message->Result;
        return true;
    }

    public void Dispose() => _ = _api.MultiCleanup(_handle);
}
