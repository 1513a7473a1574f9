using System.Collections.Concurrent;
using Curlew.Domain.Notifications;
using Curlew.Service.Hosting;
using Curlew.Storage.Webhooks;

namespace Curlew.Service.Notifications.Delivery;

/// <summary>
/// Sends what is due, at once when somebody rings and otherwise within seconds: one message at a time to each webhook, so that a slow receiver
/// holds up itself only, and to so many webhooks at the same time. A message is sent at least once; the order of two is not promised, for one
/// that failed waits while others go on.
/// </summary>
internal sealed partial class WebhookDeliveries(
    WebhookStore webhooks, WebhookDeliveryStore deliveries, WebhookSender sender, TimeProvider time, ILogger<WebhookDeliveries> logger)
    : BackgroundService
{
    private const int AtOnce = 8;
    private const int Listed = 100;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>Longer than an attempt can take; a message that a killed node was sending is sent again after it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, Task> _underWay = new();
    private readonly Bell _bell = new();

    /// <summary>There is something to send.</summary>
    public void Ring() => _bell.Ring();

    /// <summary>Starts to send what is due, as far as there is room; answers what was started.</summary>
    public async Task<IReadOnlyList<Task>> StartDueAsync(CancellationToken stop)
    {
        var started = new Dictionary<Guid, Task>();
        while (_underWay.Count < AtOnce)
        {
            Guid[] except = [.. _underWay.Keys.Union(started.Keys)];
            var due = await deliveries.ListDueAsync(time.GetUtcNow(), except, Listed, stop);
            var next = due.DistinctBy(delivery => delivery.WebhookId).Take(AtOnce - _underWay.Count).ToList();
            if (next.Count == 0)
                break;
            foreach (var delivery in next)
                started.Add(delivery.WebhookId, Start(delivery, stop));
        }

        return [.. started.Values];
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_underWay.Values);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await LookAsync(stoppingToken);
                await _bell.WaitAsync(LookEvery, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends; the next start sends what is left.
        }
    }

    /// <summary>Whatever goes wrong is for the next time: a service that dies of it would take its runs with it.</summary>
    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            await StartDueAsync(stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            LogNotListed(exception);
        }
    }

    private Task Start(WebhookDeliveryRecord delivery, CancellationToken stop)
    {
        var sending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay[delivery.WebhookId] = sending.Task;
        _ = SendAsync(delivery, sending, stop);
        return sending.Task;
    }

    private async Task SendAsync(WebhookDeliveryRecord delivery, TaskCompletionSource sending, CancellationToken stop)
    {
        var hasRoom = false;
        try
        {
            await SendAsync(delivery, stop);
            hasRoom = true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was given back.
        }
        catch (Exception exception)
        {
            LogBroken(delivery.Id, delivery.WebhookId, exception);
        }
        finally
        {
            _underWay.TryRemove(delivery.WebhookId, out _);
            // What else there is for this webhook is sent now; but not over and over to a database that fails.
            if (hasRoom)
                Ring();
            sending.SetResult();
        }
    }

    private async Task SendAsync(WebhookDeliveryRecord delivery, CancellationToken stop)
    {
        if (await webhooks.FindAsync(delivery.WebhookId, stop) is not { } webhook)
            return;
        if (!webhook.Enabled)
        {
            await deliveries.GiveUpAsync(webhook.Id, "The webhook was disabled before the message was taken.", stop);
            return;
        }

        var now = time.GetUtcNow();
        var until = now + Lease;
        if (!await deliveries.TryClaimAsync(delivery, now, until, stop))
            return;
        try
        {
            var sent = await sender.SendAsync(webhook, delivery, stop);
            await EndAsync(webhook, delivery, until, sent, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await deliveries.GiveBackAsync(delivery.Id, until, time.GetUtcNow(), CancellationToken.None);
            throw;
        }
    }

    /// <summary>What has left is noted also where the service is about to end.</summary>
    private async Task EndAsync(
        WebhookRecord webhook, WebhookDeliveryRecord delivery, DateTimeOffset until, SentMessage sent, CancellationToken stop)
    {
        var attempts = delivery.Attempts + 1;
        var delay = sent.Error is null || sent.IsGone ? null : RetryPlan.DelayAfter(attempts, Random.Shared.NextDouble(), sent.RetryAfter);
        var state = sent.Error is null ? DeliveryState.Delivered : delay is null ? DeliveryState.Failed : DeliveryState.Pending;
        var next = time.GetUtcNow() + delay;
        await deliveries.EndAttemptAsync(
            delivery.Id, until, new AttemptResult(state, next, sent.Status, sent.Error, sent.DurationMs), CancellationToken.None);
        if (sent.Error is not { } error)
            LogTaken(delivery.Id, webhook.Id, sent.Status);
        else if (next is { } moment)
            LogFailed(attempts, delivery.Id, webhook.Id, moment, error);
        else
            LogGivenUp(delivery.Id, webhook.Id, attempts, error);
        if (sent.IsGone)
            await DisableAsync(webhook, stop);
    }

    /// <summary>410 is how receivers say that they want no more (Standard Webhooks, "Disabling failing endpoints").</summary>
    private async Task DisableAsync(WebhookRecord webhook, CancellationToken stop)
    {
        if (await webhooks.DisableAsync(webhook.Id, time.GetUtcNow(), stop))
            LogGone(webhook.Id, webhook.Name);
        await deliveries.GiveUpAsync(webhook.Id, "The receiver answered 410 Gone to another message, so the webhook was disabled.", stop);
    }
}
