using System.Text.Json;
using Curlew.Domain.Regressions;
using Curlew.Domain.Runs;
using Curlew.Domain.Summaries;
using Curlew.Domain.Verdicts;
using Curlew.LibCurl;

namespace Curlew.Service.Metrics;

/// <summary>
/// The attributes of metrics. Each has few values, whatever is run against whichever server: the words of the API, CURLcodes
/// that are known, HTTP statuses from 100 to 599. What is none of them is <see cref="Other"/>, as OpenTelemetry has it.
/// </summary>
internal static class MetricLabels
{
    /// <summary>A value that is not one of those known.</summary>
    public const string Other = "_OTHER";

    private const string None = "none";
    private const int LeastStatus = 100;
    private const int GreatestStatus = 599;

    /// <summary>A run's status, as in <c>running</c>.</summary>
    public static KeyValuePair<string, object?> Of(RunStatus status) => new("status", Word<RunStatus>(status));

    /// <summary>A run's verdict; <c>none</c> where it did not come to one.</summary>
    public static KeyValuePair<string, object?> Of(Verdict? verdict) => new("verdict", Word(verdict));

    /// <summary>The worst of a run's self-checks; <c>none</c> where there were none.</summary>
    public static KeyValuePair<string, object?> Of(SelfCheckResult? validity) => new("validity", Word(validity));

    /// <summary>What came of holding a run against its baseline.</summary>
    public static KeyValuePair<string, object?> Of(RegressionResult regression) => new("regression", Word<RegressionResult>(regression));

    /// <summary>A CURLcode by its symbol.</summary>
    public static KeyValuePair<string, object?> OfCurlCode(int code) =>
        new("curl.code", Enum.IsDefined((CurlCode)code) ? ((CurlCode)code).ToSymbol() : Other);

    /// <summary>An HTTP status.</summary>
    public static KeyValuePair<string, object?> OfHttpStatus(int status) =>
        new("http.response.status_code", status is >= LeastStatus and <= GreatestStatus ? status : Other);

    /// <summary>A negotiated HTTP version, of which a summary knows five.</summary>
    public static KeyValuePair<string, object?> OfHttpVersion(string version) => new("network.protocol.version", version);

    private static string Word<T>(T? value) where T : struct, Enum =>
        value is null ? None : JsonNamingPolicy.CamelCase.ConvertName(value.Value.ToString());
}
