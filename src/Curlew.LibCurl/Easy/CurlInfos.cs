namespace Curlew.LibCurl.Easy;

// The members are the C names without CURLINFO_, one enum per C type, as with options.
#pragma warning disable CS1591 // https://curl.se/libcurl/c/curl_easy_getinfo.html documents each under its name.
#pragma warning disable CA1008 // 0 is no info.

/// <summary>Infos that are a <c>long</c> (CURLINFO_LONG).</summary>
public enum CurlLongInfo
{
    RESPONSE_CODE = 0x200000 + 2,
    HEADER_SIZE = 0x200000 + 11,
    REQUEST_SIZE = 0x200000 + 12,
    REDIRECT_COUNT = 0x200000 + 20,
    NUM_CONNECTS = 0x200000 + 26,
    LOCAL_PORT = 0x200000 + 42,
    HTTP_VERSION = 0x200000 + 46,
}

/// <summary>Infos that are a <c>curl_off_t</c> (CURLINFO_OFF_T); times are microseconds.</summary>
public enum CurlOffsetInfo
{
    SIZE_UPLOAD_T = 0x600000 + 7,
    SIZE_DOWNLOAD_T = 0x600000 + 8,
    TOTAL_TIME_T = 0x600000 + 50,
    NAMELOOKUP_TIME_T = 0x600000 + 51,
    CONNECT_TIME_T = 0x600000 + 52,
    PRETRANSFER_TIME_T = 0x600000 + 53,
    STARTTRANSFER_TIME_T = 0x600000 + 54,
    APPCONNECT_TIME_T = 0x600000 + 56,

    /// <summary>Since 8.2.0.</summary>
    CONN_ID = 0x600000 + 64,

    /// <summary>Since 8.10.0.</summary>
    POSTTRANSFER_TIME_T = 0x600000 + 67,
}

/// <summary>Infos that are a <c>char *</c> (CURLINFO_STRING).</summary>
public enum CurlStringInfo
{
    EFFECTIVE_URL = 0x100000 + 1,
    PRIMARY_IP = 0x100000 + 32,
}
