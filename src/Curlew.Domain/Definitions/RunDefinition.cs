namespace Curlew.Domain.Definitions;

/// <summary>What to send, how, and on which engine: valid by construction, see <see cref="Reading.DefinitionReader"/>.</summary>
public sealed record RunDefinition
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The HTTP version to ask for.</summary>
    public required HttpVersionChoice HttpVersion { get; init; }

    /// <summary>
    /// libcurl's connection cache for the whole run (https://curl.se/libcurl/c/CURLMOPT_MAXCONNECTS.html).
    /// It tunes memory and reuse and is no limit on concurrency.
    /// </summary>
    public required int MaxConnects { get; init; }

    /// <summary>Who may use a connection that is open already.</summary>
    public required ConnectionReuse ConnectionReuse { get; init; }

    /// <summary>The name of the libcurl build to run on.</summary>
    public required string Engine { get; init; }

    /// <summary>The journey that one iteration performs, in order.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>How much load.</summary>
    public required ClosedLoad Load { get; init; }

    /// <summary>Addresses to use instead of asking DNS.</summary>
    public required IReadOnlyList<ResolveOverride> Resolve { get; init; }

    /// <summary>How servers are authenticated.</summary>
    public required TlsSettings Tls { get; init; }

    /// <summary>Whether a virtual user keeps its cookies from one iteration to the next.</summary>
    public required bool KeepCookies { get; init; }
}

/// <summary>Closed load: virtual users, each of which starts again when it is done.</summary>
/// <param name="VirtualUsers">How many run side by side.</param>
/// <param name="Duration">For how long requests are started; null where <paramref name="Requests"/> ends the run.</param>
/// <param name="Requests">How many requests are sent in all; null where <paramref name="Duration"/> ends the run.</param>
public sealed record ClosedLoad(int VirtualUsers, TimeSpan? Duration, long? Requests);

/// <summary>How servers are authenticated.</summary>
/// <param name="Verify">Whether certificate and host name are checked (CURLOPT_SSL_VERIFYPEER and _VERIFYHOST).</param>
/// <param name="CaCertificatePem">PEM certificates to trust instead of the system's; null for the system's.</param>
public sealed record TlsSettings(bool Verify, string? CaCertificatePem);
