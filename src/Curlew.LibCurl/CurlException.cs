namespace Curlew.LibCurl;

/// <summary>libcurl refused something that should have worked: an option it does not know, a handle it cannot make.</summary>
public sealed class CurlException : Exception
{
    /// <summary>With what was tried and libcurl's own words.</summary>
    public CurlException(string attempt, CurlCode code, string text)
        : base($"{attempt}: {text} ({code})") => Code = code;

    /// <summary>With what was tried and the text of an error that has no CURLcode.</summary>
    public CurlException(string message)
        : base(message) => Code = CurlCode.CURLE_FAILED_INIT;

    /// <summary>libcurl's code.</summary>
    public CurlCode Code { get; }
}
