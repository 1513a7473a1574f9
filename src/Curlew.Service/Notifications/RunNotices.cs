using System.Text.Json;
using Curlew.Domain.Json;
using Curlew.Domain.Notifications;
using Curlew.Domain.Runs;
using Curlew.Service.FollowUps;
using Curlew.Service.Notifications.Delivery;
using Curlew.Service.Notifications.Messages;
using Curlew.Storage.Runs;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Notifications;

/// <summary>
/// Sees to it that whoever is to be told of a run's end is told. Runs of comparisons are no news: dozens of them make one result, which is
/// the comparison's.
/// </summary>
internal sealed class RunNotices(
    RunStore runs,
    WebhookStore webhooks,
    WebhookDeliveryStore deliveries,
    MessageWriter messages,
    WebhookDeliveries sending,
    TimeProvider time)
    : IRunFollowUp
{
    /// <summary>How far back a run is looked for that this one may have recovered from.</summary>
    private const int History = 50;

    /// <inheritdoc/>
    public async Task FollowUpAsync(RunRecord run, CancellationToken cancelled)
    {
        if (run.ComparisonId is not null || await webhooks.ListToldAsync(run.ScheduleId, cancelled) is not { Count: > 0 } told)
            return;
        var end = new RunEnd(new RunId(run.Id), run.Status, run.Verdict, run.Validity, run.Regression);
        var recoveredFrom = RunEvents.RecoveredFrom(end, await runs.ListEndsBeforeAsync(run, History, cancelled));
        foreach (var @event in RunEvents.Of(end, recoveredFrom))
        {
            var payload = messages.Write(@event, run, recoveredFrom);
            foreach (var webhook in told.Where(webhook => EventsOf(webhook).Contains(@event)))
                await deliveries.TryAddAsync(NewDelivery.Of(webhook, run, @event, payload, time.GetUtcNow()), cancelled);
        }

        sending.Ring();
    }

    /// <summary>The events that a webhook asks for.</summary>
    public static IReadOnlyList<RunEvent> EventsOf(WebhookRecord webhook) =>
        JsonSerializer.Deserialize<List<RunEvent>>(webhook.EventsJson, CurlewJson.Options)!;
}
