namespace Curlew.Domain.Definitions;

/// <summary>One named HTTP request of a journey.</summary>
public sealed record Step
{
    /// <summary>The name under which its outcomes are counted.</summary>
    public required string Name { get; init; }

    /// <summary>The request's method, a token of RFC 9110.</summary>
    public required string Method { get; init; }

    /// <summary>The absolute http or https URL, as it was written.</summary>
    public required string Url { get; init; }

    /// <summary>The headers that are sent beside libcurl's own, in order.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body, or null for none.</summary>
    public required RequestBody? Body { get; init; }

    /// <summary>The longest time from start to last byte (CURLOPT_TIMEOUT_MS).</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The longest time for DNS, TCP and TLS together (CURLOPT_CONNECTTIMEOUT_MS).</summary>
    public required TimeSpan ConnectTimeout { get; init; }

    /// <summary>Whether redirects are followed; off, a redirect's own answer is the outcome.</summary>
    public required bool FollowRedirects { get; init; }

    /// <summary>How many redirects are followed before the request fails with CURLcode 47.</summary>
    public required int MaxRedirects { get; init; }

    /// <summary>How long a virtual user pauses after this step.</summary>
    public required TimeSpan ThinkTime { get; init; }

    /// <summary>The greatest body that is read; a longer one ends the request with CURLcode 63.</summary>
    public required long MaxResponseBytes { get; init; }

    /// <summary>The statuses that count as success; empty: every status below 400.</summary>
    public required IReadOnlyList<int> ExpectedStatuses { get; init; }
}

/// <summary>The body of a request.</summary>
/// <param name="Bytes">What is sent.</param>
/// <param name="ContentType">The Content-Type where the step's headers name none.</param>
/// <param name="Kind">The form in which the definition wrote it.</param>
public sealed record RequestBody(ReadOnlyMemory<byte> Bytes, string ContentType, RequestBodyKind Kind);

/// <summary>The form in which a definition wrote a body.</summary>
public enum RequestBodyKind
{
    /// <summary>A JSON string: sent as its UTF-8 bytes.</summary>
    Text,

    /// <summary>A JSON object or array: sent as compact JSON.</summary>
    Json,

    /// <summary><c>bodyBase64</c>: sent as the decoded bytes.</summary>
    Base64,
}
