namespace Curlew.LibCurl.Multi;

/// <summary>Options of a multi handle, by their C names without CURLMOPT_ (https://curl.se/libcurl/c/curl_multi_setopt.html).</summary>
internal enum CurlMultiOption
{
    MAXCONNECTS = 6,
    MAX_HOST_CONNECTIONS = 7,

    /// <summary>Since 7.67.0.</summary>
    MAX_CONCURRENT_STREAMS = 16,
    SOCKETFUNCTION = 20001,
    SOCKETDATA = 10002,
    TIMERFUNCTION = 20004,
    TIMERDATA = 10005,
}
