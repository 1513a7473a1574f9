using Curlew.Service.Features.Definitions;
using Curlew.Service.Features.Engines;
using Curlew.Service.Features.Runs;

namespace Curlew.Service.Features;

/// <summary>All use cases of the API.</summary>
internal static class Slices
{
    /// <summary>Adds them below <c>/api/v1</c>.</summary>
    public static void MapSlices(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        Map<CreateRun>(api);
        Map<ListRuns>(api);
        Map<GetRun>(api);
        Map<DeleteRun>(api);
        Map<StopRun>(api);
        Map<GetRunSummary>(api);
        Map<GetRunOutcomes>(api);
        Map<ImportDefinition>(api);
        Map<ListEngines>(api);
    }

    private static void Map<T>(IEndpointRouteBuilder routes) where T : ISlice => T.Map(routes);
}
