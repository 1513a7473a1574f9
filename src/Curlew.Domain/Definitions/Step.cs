using Curlew.Domain.Definitions.Bodies;
using Curlew.Domain.Definitions.Expectations;
using Curlew.Domain.Definitions.Extraction;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Definitions;

/// <summary>One named HTTP request of a journey.</summary>
public sealed record Step
{
    /// <summary>The name under which its outcomes are counted.</summary>
    public required string Name { get; init; }

    /// <summary>The request's method, a token of RFC 9110.</summary>
    public required string Method { get; init; }

    /// <summary>The absolute http or https URL.</summary>
    public required Template Url { get; init; }

    /// <summary>The headers that are sent beside libcurl's own, in order.</summary>
    public required IReadOnlyList<KeyValuePair<string, Template>> Headers { get; init; }

    /// <summary>The names of those whose values are marked as secrets, as they were written.</summary>
    public IReadOnlyList<string> SecretHeaders { get; init; } = [];

    /// <summary>Whether the body is marked as a secret.</summary>
    public bool HasSecretBody { get; init; }

    /// <summary>The body, or null for none.</summary>
    public required RequestBody? Body { get; init; }

    /// <summary>How it authenticates itself, or null for not at all.</summary>
    public required Authentication? Authentication { get; init; }

    /// <summary>Whether compressed answers are asked for and decoded (CURLOPT_ACCEPT_ENCODING with all that libcurl knows).</summary>
    public required bool Compression { get; init; }

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

    /// <summary>What counts as success.</summary>
    public required StepExpectations Expect { get; init; }

    /// <summary>The variables that it sets from its answer.</summary>
    public required IReadOnlyList<VariableExtraction> Extract { get; init; }

    /// <summary>Whether the iteration goes on after a failure of this step; off, it ends there.</summary>
    public required bool ContinueOnFailure { get; init; }

    /// <summary>Whether the body has to be kept until the request has ended.</summary>
    public bool NeedsBody => Expect.NeedsBody || Extract.Any(extraction => extraction is JsonExtraction or RegexExtraction);

    /// <summary>Whether the answer's headers have to be kept until the request has ended.</summary>
    public bool NeedsHeaders =>
        Expect.Headers.Count > 0 || Extract.Any(extraction => extraction is HeaderExtraction or CookieExtraction);
}
