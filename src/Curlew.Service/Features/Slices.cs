using Curlew.Service.Features.ApiKeys;
using Curlew.Service.Features.Audit;
using Curlew.Service.Features.Comparisons;
using Curlew.Service.Features.Control;
using Curlew.Service.Features.Definitions;
using Curlew.Service.Features.Engines;
using Curlew.Service.Features.Errors;
using Curlew.Service.Features.Histograms;
using Curlew.Service.Features.Outcomes;
using Curlew.Service.Features.Regressions;
using Curlew.Service.Features.Reports;
using Curlew.Service.Features.Runs;
using Curlew.Service.Features.Schedules;
using Curlew.Service.Features.Targets;
using Curlew.Service.Features.Timelines;
using Curlew.Service.Features.Webhooks;

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
        Map<GetRunEvents>(api);
        Map<PinRun>(api);
        Map<UnpinRun>(api);
        Map<GetRunSummary>(api);
        Map<GetRunOutcomes>(api);
        Map<GetRunTimeline>(api);
        Map<GetRunErrors>(api);
        Map<GetRunHistogram>(api);
        Map<CreateDefinition>(api);
        Map<ListDefinitions>(api);
        Map<GetDefinition>(api);
        Map<ReplaceDefinition>(api);
        Map<DeleteDefinition>(api);
        Map<ListDefinitionRevisions>(api);
        Map<GetDefinitionRevision>(api);
        Map<CloneDefinition>(api);
        Map<SetBaseline>(api);
        Map<ClearBaseline>(api);
        Map<GetReportJson>(api);
        Map<GetReportCsv>(api);
        Map<GetReportJUnit>(api);
        Map<GetReportHtml>(api);
        Map<ImportDefinition>(api);
        Map<ListEngines>(api);
        Map<CreateTarget>(api);
        Map<ListTargets>(api);
        Map<CheckTarget>(api);
        Map<GetTarget>(api);
        Map<DeleteTarget>(api);
        Map<ListAudit>(api);
        Map<StopAll>(api);
        Map<CreateApiKey>(api);
        Map<ListApiKeys>(api);
        Map<GetApiKey>(api);
        Map<RevokeApiKey>(api);
        Map<GetRunRegression>(api);
        Map<GetDefinitionTrend>(api);
        Map<CreateWebhook>(api);
        Map<ListWebhooks>(api);
        Map<GetWebhook>(api);
        Map<ReplaceWebhook>(api);
        Map<DeleteWebhook>(api);
        Map<TestWebhook>(api);
        Map<ListDeliveries>(api);
        Map<GetDelivery>(api);
        Map<Redeliver>(api);
        Map<CreateSchedule>(api);
        Map<ListSchedules>(api);
        Map<GetSchedule>(api);
        Map<ReplaceSchedule>(api);
        Map<DeleteSchedule>(api);
        Map<TriggerSchedule>(api);
        Map<GetScheduleHistory>(api);
        Map<CreateComparison>(api);
        Map<ListComparisons>(api);
        Map<GetComparison>(api);
        Map<StopComparison>(api);
        Map<DeleteComparison>(api);
        Map<GetComparisonMarkdown>(api);
        Map<GetComparisonHtml>(api);
    }

    private static void Map<T>(IEndpointRouteBuilder routes) where T : ISlice => T.Map(routes);
}
