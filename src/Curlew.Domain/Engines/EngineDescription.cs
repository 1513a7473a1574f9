namespace Curlew.Domain.Engines;

/// <summary>What one libcurl build says of itself (curl_version_info) and what is known of it.</summary>
public sealed record EngineDescription
{
    /// <summary>The name that definitions use.</summary>
    public required string Name { get; init; }

    /// <summary>libcurl's version, as in <c>8.14.1</c>.</summary>
    public required string LibcurlVersion { get; init; }

    /// <summary>The library's file.</summary>
    public required string Path { get; init; }

    /// <summary>The machine it was built for, as in <c>x86_64-pc-linux-gnu</c>.</summary>
    public required string Host { get; init; }

    /// <summary>The TLS library, as in <c>OpenSSL/3.0.19</c>; null where it has none.</summary>
    public required string? TlsVersion { get; init; }

    /// <summary>nghttp2's version; null where HTTP/2 is not built in.</summary>
    public required string? Nghttp2Version { get; init; }

    /// <summary>zlib's version; null where it is not built in.</summary>
    public required string? ZlibVersion { get; init; }

    /// <summary>Features, as in <c>HTTP2</c> and <c>AsynchDNS</c>.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Protocols, as in <c>http</c> and <c>https</c>.</summary>
    public required IReadOnlyList<string> Protocols { get; init; }

    /// <summary>What one should know before one believes its numbers.</summary>
    public required IReadOnlyList<Advisory> Advisories { get; init; }
}

/// <summary>Something known of a libcurl version that can change what a run reports.</summary>
/// <param name="Code">A stable name, as in <c>http2-before-8.14</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="AppliesTo">When it matters.</param>
/// <param name="Message">What to expect and what to do about it.</param>
public sealed record Advisory(string Code, AdvisorySeverity Severity, AdvisoryScope AppliesTo, string Message);

/// <summary>How much an advisory matters.</summary>
public enum AdvisorySeverity
{
    /// <summary>A figure is missing or coarser than on newer builds.</summary>
    Info,

    /// <summary>Errors may come from libcurl itself rather than from the server.</summary>
    Warning,

    /// <summary>Figures may be wrong.</summary>
    Critical,
}

/// <summary>When an advisory matters.</summary>
public enum AdvisoryScope
{
    /// <summary>On every run.</summary>
    Always,

    /// <summary>On runs that asked for or negotiated HTTP/2.</summary>
    Http2,
}
