namespace Curlew.Domain.Outcomes;

/// <summary>Why a request counts as failed: the first of these that applies.</summary>
public enum FailureKind : byte
{
    /// <summary>It succeeded.</summary>
    None = 0,

    /// <summary>libcurl says so: its CURLcode is not CURLE_OK.</summary>
    CurlCode = 1,

    /// <summary>The status is not an expected one.</summary>
    Status = 2,

    /// <summary>An expected header is not there, or does not hold the expected text.</summary>
    Header = 3,

    /// <summary>The body does not hold the expected text.</summary>
    Body = 4,

    /// <summary>The body is no JSON, or does not have an expected value.</summary>
    Json = 5,

    /// <summary>It took longer than expected.</summary>
    MaxTime = 6,

    /// <summary>A variable could not be set: pointer, header, cookie or expression found nothing.</summary>
    Extraction = 7,

    /// <summary>A regular expression was cut off because it took too long.</summary>
    RegexTimeout = 8,

    /// <summary>It was not sent: a variable's value has no place where it was to stand, as a line break in a header.</summary>
    Template = 9,

    /// <summary>
    /// It was not sent where it leads: the target policy does not allow that address or host. Its CURLcode is 7 (no connection was
    /// opened) or 42 (none was used).
    /// </summary>
    Target = 10,
}
