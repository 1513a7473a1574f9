using Curlew.Domain.Definitions.Data;
using Curlew.Domain.Definitions.Load;
using Curlew.Domain.Definitions.Thresholds;

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

    /// <summary>The rows that iterations take their variables from.</summary>
    public required IReadOnlyList<DataFeed> Data { get; init; }

    /// <summary>How much load.</summary>
    public required RunLoad Load { get; init; }

    /// <summary>How long at the beginning of the load requests are sent but left out of all figures; part of its duration.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>How many HTTP/2 connections there are; null: as libcurl and <see cref="StreamsPerConnection"/> have it.</summary>
    public required int? Connections { get; init; }

    /// <summary>The most HTTP/2 streams at a time on one connection; null: as many as the server allows.</summary>
    public required int? StreamsPerConnection { get; init; }

    /// <summary>Whether the definition says how many streams go to a connection, instead of leaving it to libcurl.</summary>
    public bool PlacesStreams => Connections is not null || StreamsPerConnection is not null;

    /// <summary>Addresses to use instead of asking DNS.</summary>
    public required IReadOnlyList<ResolveOverride> Resolve { get; init; }

    /// <summary>How servers are authenticated, and the client to them.</summary>
    public required TlsSettings Tls { get; init; }

    /// <summary>Whether a virtual user keeps its cookies from one iteration to the next.</summary>
    public required bool KeepCookies { get; init; }

    /// <summary>The limits by which the run is judged.</summary>
    public required IReadOnlyList<Threshold> Thresholds { get; init; }

    /// <summary>Whether the run is judged although a self-check says that its figures are invalid.</summary>
    public required bool JudgeInvalidRuns { get; init; }

    /// <summary>Which outcomes are stored.</summary>
    public required OutcomeSettings Outcomes { get; init; }

    /// <summary>What ends its load before the defined end.</summary>
    public LoadLimits Limits { get; init; } = LoadLimits.None;

    /// <summary>What its runs are held against.</summary>
    public RegressionSettings Regression { get; init; } = RegressionSettings.Default;
}

/// <summary>How servers are authenticated, and the client to them.</summary>
/// <param name="Verify">Whether certificate and host name are checked (CURLOPT_SSL_VERIFYPEER and _VERIFYHOST).</param>
/// <param name="CaCertificatePem">PEM certificates to trust instead of the system's; null for the system's.</param>
/// <param name="ClientCertificatePem">The client's certificate chain in PEM; null for none.</param>
/// <param name="ClientKeyPem">Its private key in PEM; null where the certificate is.</param>
public sealed record TlsSettings(bool Verify, string? CaCertificatePem, string? ClientCertificatePem, string? ClientKeyPem);
