using Curlew.Domain.Runs;

namespace Curlew.Service.Features.Runs;

/// <summary>The addresses of runs below <c>/api/v1</c>, and the tag under which they are documented.</summary>
internal static class RunAddress
{
    public const string Tag = "Runs";
    public const string Runs = "/runs";
    public const string Run = "/runs/{id}";
    public const string Stop = "/runs/{id}/stop";
    public const string Summary = "/runs/{id}/summary";
    public const string Outcomes = "/runs/{id}/outcomes";

    /// <summary>The address of one run, as links show it.</summary>
    public static string Of(RunId id) => $"/api/v1/runs/{id}";
}
