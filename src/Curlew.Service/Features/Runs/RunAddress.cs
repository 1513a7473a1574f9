using Curlew.Domain.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>The addresses of runs below <c>/api/v1</c>, and the tag under which they are documented.</summary>
internal static class RunAddress
{
    public const string Tag = "Runs";
    public const string Runs = "/runs";
    public const string Run = "/runs/{id}";
    public const string Stop = "/runs/{id}/stop";
    public const string Pin = "/runs/{id}/pin";
    public const string Summary = "/runs/{id}/summary";
    public const string Events = "/runs/{id}/events";
    public const string Outcomes = "/runs/{id}/outcomes";
    public const string Timeline = "/runs/{id}/timeline";
    public const string Errors = "/runs/{id}/errors";
    public const string Histogram = "/runs/{id}/histogram";
    public const string Regression = "/runs/{id}/regression";
    public const string Report = "/runs/{id}/report";

    /// <summary>The address of one run, as links show it.</summary>
    public static string Of(RunId id) => $"/api/v1/runs/{id}";
}
