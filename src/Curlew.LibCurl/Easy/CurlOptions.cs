namespace Curlew.LibCurl.Easy;

// One enum per C type, so that a value of the wrong type cannot be written down: curl_easy_setopt reads its third
// argument as the type that the option's number says. The members are the C names without CURLOPT_; a test holds each
// against curl_easy_option_by_name of the loaded library.
#pragma warning disable CS1591 // https://curl.se/libcurl/c/curl_easy_setopt.html documents each under its name.
#pragma warning disable CA1008 // 0 is no option.

/// <summary>Options that take a <c>long</c> (CURLOPTTYPE_LONG and its kin).</summary>
public enum CurlLongOption
{
    NOPROGRESS = 43,
    NOBODY = 44,
    FOLLOWLOCATION = 52,
    SSL_VERIFYPEER = 64,
    MAXREDIRS = 68,
    FRESH_CONNECT = 74,
    FORBID_REUSE = 75,
    HTTPGET = 80,
    SSL_VERIFYHOST = 81,
    HTTP_VERSION = 84,
    NOSIGNAL = 99,
    TIMEOUT_MS = 155,
    CONNECTTIMEOUT_MS = 156,

    /// <summary>Deprecated since 7.85.0 in favour of PROTOCOLS_STR; for older builds.</summary>
    PROTOCOLS = 181,

    /// <summary>Deprecated since 7.85.0 in favour of REDIR_PROTOCOLS_STR; for older builds.</summary>
    REDIR_PROTOCOLS = 182,
    PIPEWAIT = 237,
}

/// <summary>Options that take a <c>char *</c> which libcurl copies (CURLOPTTYPE_STRINGPOINT).</summary>
public enum CurlStringOption
{
    URL = 10002,
    PROXY = 10004,
    USERAGENT = 10018,
    COOKIEFILE = 10031,
    CUSTOMREQUEST = 10036,
    ACCEPT_ENCODING = 10102,
    COOKIELIST = 10135,
    USERNAME = 10173,
    PASSWORD = 10174,

    /// <summary>Since 7.85.0.</summary>
    PROTOCOLS_STR = 10318,

    /// <summary>Since 7.85.0.</summary>
    REDIR_PROTOCOLS_STR = 10319,
}

/// <summary>Options that take a <c>curl_off_t</c> (CURLOPTTYPE_OFF_T).</summary>
public enum CurlOffsetOption
{
    MAXFILESIZE_LARGE = 30117,
    POSTFIELDSIZE_LARGE = 30120,
}

/// <summary>Options that take a pointer which libcurl keeps: the memory has to outlive the transfer.</summary>
internal enum CurlPointerOption
{
    WRITEDATA = 10001,
    ERRORBUFFER = 10010,
    POSTFIELDS = 10015,
    HTTPHEADER = 10023,
    HEADERDATA = 10029,
    SHARE = 10100,
    PRIVATE = 10103,
    OPENSOCKETDATA = 10164,
    XFERINFODATA = 10057,
    RESOLVE = 10203,
    CLOSESOCKETDATA = 10209,

    /// <summary>Since 7.80.0.</summary>
    PREREQDATA = 10313,
}

/// <summary>Options that take a function (CURLOPTTYPE_FUNCTIONPOINT).</summary>
internal enum CurlFunctionOption
{
    WRITEFUNCTION = 20011,
    HEADERFUNCTION = 20079,
    OPENSOCKETFUNCTION = 20163,
    CLOSESOCKETFUNCTION = 20208,
    XFERINFOFUNCTION = 20219,

    /// <summary>Since 7.80.0.</summary>
    PREREQFUNCTION = 20312,
}

/// <summary>Options that take a struct curl_blob, whose data we have libcurl copy.</summary>
public enum CurlBlobOption
{
    /// <summary>Since 7.71.0.</summary>
    SSLCERT_BLOB = 40291,

    /// <summary>Since 7.71.0.</summary>
    SSLKEY_BLOB = 40292,

    /// <summary>Since 7.77.0.</summary>
    CAINFO_BLOB = 40309,
}

/// <summary>Values of HTTP_VERSION.</summary>
public static class CurlHttpVersion
{
    /// <summary>CURL_HTTP_VERSION_1_1.</summary>
    public const long Http11 = 2;

    /// <summary>CURL_HTTP_VERSION_2_0: by ALPN over TLS, by Upgrade on cleartext.</summary>
    public const long Http2 = 3;

    /// <summary>CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE.</summary>
    public const long Http2PriorKnowledge = 5;
}
