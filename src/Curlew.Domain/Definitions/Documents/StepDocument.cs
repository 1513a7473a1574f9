using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Curlew.Domain.Definitions.Documents;

/// <summary>One named HTTP request.</summary>
public sealed record StepDocument
{
    /// <summary>The name under which outcomes are counted; default <c>step1</c>.</summary>
    [MaxLength(DefinitionLimits.NameLength)]
    public string? Name { get; init; }

    /// <summary>The method; default GET, or POST with a body.</summary>
    [MaxLength(DefinitionLimits.MethodLength)]
    public string? Method { get; init; }

    /// <summary>
    /// The absolute http or https URL. Like headers, bodies and credentials it may hold <c>${variables}</c>: columns of
    /// <c>data</c>, what earlier steps extract, <c>${vu}</c>, <c>${iteration}</c>, <c>${uuid}</c> and <c>${now}</c>. After
    /// the authority their values are percent-encoded. <c>$${</c> stands for a literal <c>${</c>. URLs are shown and logged: a
    /// secret in one belongs into a column of <c>data</c> that is <c>secret</c>.
    /// </summary>
    [MaxLength(DefinitionLimits.UrlLength)]
    public string? Url { get; init; }

    /// <summary>Headers by name; an empty value sends the header without a value.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>
    /// The names of those headers whose values are secrets: kept encrypted, and shown as <c>***</c> in answers. Authorization,
    /// Cookie, X-Api-Key and the like, and all whose names end in token, secret, password, api-key or access-key, are secrets
    /// without being named.
    /// </summary>
    [MaxLength(DefinitionLimits.Headers)]
    public IReadOnlyList<string>? SecretHeaders { get; init; }

    /// <summary>
    /// The body: a string is sent as it stands (text/plain unless a Content-Type header says otherwise), an object or
    /// array as compact JSON (application/json).
    /// </summary>
    public JsonElement? Body { get; init; }

    /// <summary>The body as base64, for bytes (application/octet-stream), without variables.</summary>
    public string? BodyBase64 { get; init; }

    /// <summary>The body as fields of a form (application/x-www-form-urlencoded).</summary>
    public IReadOnlyDictionary<string, string>? Form { get; init; }

    /// <summary>The body as parts (multipart/form-data, RFC 7578), files among them.</summary>
    [MaxLength(DefinitionLimits.Parts)]
    public IReadOnlyList<PartDocument>? Multipart { get; init; }

    /// <summary>
    /// Whether the body is a secret, in whichever form it is given: kept encrypted, and shown as <c>***</c> in answers (of a form
    /// and of parts their values); default false.
    /// </summary>
    [DefaultValue(false)]
    public bool? SecretBody { get; init; }

    /// <summary>How it authenticates itself.</summary>
    public AuthenticationDocument? Authentication { get; init; }

    /// <summary>
    /// Whether compressed answers are asked for (<c>Accept-Encoding</c> with all that the engine knows) and decoded; default
    /// false. Sizes are of what came over the wire.
    /// </summary>
    [DefaultValue(false)]
    public bool? Compression { get; init; }

    /// <summary>Longest time from start to last byte, in seconds; default 30. Then CURLcode 28.</summary>
    [Range(DefinitionLimits.MinTimeoutSeconds, DefinitionLimits.TimeoutSeconds), DefaultValue(DefinitionLimits.DefaultTimeoutSeconds)]
    public double? TimeoutSeconds { get; init; }

    /// <summary>Longest time for DNS, TCP and TLS together, in seconds; default 10.</summary>
    [Range(DefinitionLimits.MinTimeoutSeconds, DefinitionLimits.TimeoutSeconds), DefaultValue(DefinitionLimits.DefaultConnectTimeoutSeconds)]
    public double? ConnectTimeoutSeconds { get; init; }

    /// <summary>Whether redirects are followed; default false.</summary>
    [DefaultValue(false)]
    public bool? FollowRedirects { get; init; }

    /// <summary>How many redirects are followed before CURLcode 47; default 10.</summary>
    [Range(0, DefinitionLimits.MaxRedirects), DefaultValue((long)DefinitionLimits.DefaultMaxRedirects)]
    public long? MaxRedirects { get; init; }

    /// <summary>How long a virtual user pauses after this step, in seconds; default 0.</summary>
    [Range(0, DefinitionLimits.ThinkTimeSeconds), DefaultValue(0.0)]
    public double? ThinkTimeSeconds { get; init; }

    /// <summary>Greatest response body in bytes; default 1 GiB. A longer one ends the request with CURLcode 63.</summary>
    [Range(1, DefinitionLimits.MaxResponseBytes), DefaultValue(DefinitionLimits.DefaultMaxResponseBytes)]
    public long? MaxResponseBytes { get; init; }

    /// <summary>What counts as success.</summary>
    public ExpectDocument? Expect { get; init; }

    /// <summary>Variables to set from the answer, for the steps after it.</summary>
    [MaxLength(DefinitionLimits.Extractions)]
    public IReadOnlyList<ExtractDocument>? Extract { get; init; }

    /// <summary>Whether the iteration goes on after a failure of this step; default false: it ends there.</summary>
    [DefaultValue(false)]
    public bool? ContinueOnFailure { get; init; }
}
