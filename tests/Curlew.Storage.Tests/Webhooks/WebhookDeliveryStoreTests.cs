using Curlew.Domain.Notifications;
using Curlew.Domain.Schedules;
using Curlew.Storage.Database;
using Curlew.Storage.Schedules;
using Curlew.Storage.Tests.Servers;
using Curlew.Storage.Webhooks;

namespace Curlew.Storage.Tests.Webhooks;

public class WebhookDeliveryStoreTests(SharedPostgres postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryProvider]
    public async Task TryAddAsync_ManyAtOnce_TellsOnce(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var webhook = await AddWebhookAsync(database);

        var added = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            Task.Run(() => database.Deliveries.TryAddAsync(Delivery(database, webhook, "run:1:failed"), Stop), Stop)));

        added.Should().ContainSingle(isNew => isNew);
        (await database.Deliveries.ListAsync(webhook, null, null, 10, null, Stop)).Items.Should().ContainSingle();
        (await database.Deliveries.TryAddAsync(Delivery(database, webhook, "run:1:finished"), Stop)).Should().BeTrue();
        (await database.Deliveries.TryAddAsync(Delivery(database, Guid.NewGuid(), "run:1:failed"), Stop)).Should().BeFalse("there is no such webhook");
    }

    [Theory, EveryProvider]
    public async Task TryClaimAsync_ManyAtOnce_GivesItToOneUntilItsLeaseIsOver(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var webhook = await AddWebhookAsync(database);
        await database.Deliveries.TryAddAsync(Delivery(database, webhook, "1"), Stop);
        var now = database.Time.GetUtcNow();
        var due = (await database.Deliveries.ListDueAsync(now, [], 10, Stop)).Should().ContainSingle().Subject;
        (await database.Deliveries.ListDueAsync(now, [webhook], 10, Stop)).Should().BeEmpty();

        var until = now.AddMinutes(1).AddTicks(7);
        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            Task.Run(() => database.Deliveries.TryClaimAsync(due, now, until, Stop), Stop)));

        claims.Should().ContainSingle(isClaimed => isClaimed);
        (await database.Deliveries.ListDueAsync(now.AddSeconds(59), [], 10, Stop)).Should().BeEmpty();
        (await database.Deliveries.ListDueAsync(now.AddSeconds(61), [], 10, Stop)).Should().ContainSingle().Which.Attempts.Should().Be(1);
        await database.Deliveries.EndAttemptAsync(due.Id, now, new AttemptResult(DeliveryState.Failed, null, 500, "late", 1), Stop);
        (await database.Deliveries.FindAsync(webhook, due.Id, Stop))!.State.Should().Be(DeliveryState.Pending, "that claim is another one's");
        await database.Deliveries.EndAttemptAsync(due.Id, until, new AttemptResult(DeliveryState.Delivered, null, 204, null, 12.5), Stop);
        (await database.Deliveries.FindAsync(webhook, due.Id, Stop))!.Should().BeEquivalentTo(
            new { State = DeliveryState.Delivered, NextAttemptAt = (DateTimeOffset?)null, LastStatus = 204, LastDurationMs = 12.5, LastAttemptAt = now });
    }

    [Theory, EveryProvider]
    public async Task DeleteBeforeAsync_OldOnes_LeavesThoseThatWait(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var webhook = await AddWebhookAsync(database);
        await database.Deliveries.TryAddAsync(Delivery(database, webhook, "given up"), Stop);
        await database.Deliveries.GiveUpAsync(webhook, "gone", Stop);
        await database.Deliveries.TryAddAsync(Delivery(database, webhook, "waits"), Stop);
        database.Time.Advance(TimeSpan.FromDays(30));

        (await database.Deliveries.DeleteBeforeAsync(database.Time.GetUtcNow().AddDays(-31), Stop)).Should().Be(0);
        (await database.Deliveries.DeleteBeforeAsync(database.Time.GetUtcNow(), Stop)).Should().Be(1);

        (await database.Deliveries.ListAsync(webhook, null, null, 10, null, Stop)).Items.Should().ContainSingle().Which.Occasion.Should().Be("waits");
    }

    [Theory, EveryProvider]
    public async Task ListToldAsync_OfASchedule_HasThoseThatItNamesAndThoseOfAllRuns(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.MigratedAsync(postgres, provider);
        var (all, named, other) = (await AddWebhookAsync(database), await AddWebhookAsync(database, false), await AddWebhookAsync(database, false));
        var disabled = await AddWebhookAsync(database);
        await database.Webhooks.DisableAsync(disabled, database.Time.GetUtcNow(), Stop);
        var schedule = await AddScheduleAsync(database, $"""["{named}", "{Guid.NewGuid()}"]""");

        (await database.Webhooks.ListToldAsync(schedule, Stop)).Select(webhook => webhook.Id).Should().Equal(all, named);
        (await database.Webhooks.ListToldAsync(null, Stop)).Select(webhook => webhook.Id).Should().Equal(all);
        (await database.Webhooks.ListToldAsync(Guid.NewGuid(), Stop)).Select(webhook => webhook.Id).Should().NotContain(other).And.Equal(all);
    }

    private static async Task<Guid> AddWebhookAsync(TestDatabase database, bool allRuns = true)
    {
        database.Time.Advance(TimeSpan.FromMilliseconds(1));
        var now = database.Time.GetUtcNow();
        var webhook = new WebhookRecord
        {
            Id = Guid.CreateVersion7(now), Name = "team", UrlSealed = "u", SecretSealed = "s", EventsJson = "[]", AllRuns = allRuns,
            Enabled = true, Version = 1, CreatedBy = "ann", CreatedAt = now, UpdatedAt = now,
        };
        await database.Webhooks.AddAsync(webhook, Stop);
        return webhook.Id;
    }

    private static async Task<Guid> AddScheduleAsync(TestDatabase database, string notify)
    {
        var now = database.Time.GetUtcNow();
        await using var context = database.Context();
        var schedule = new ScheduleRecord
        {
            Id = Guid.CreateVersion7(now), Name = "nightly", DefinitionId = Guid.NewGuid(), Cron = "@daily", TimeZone = "UTC", Enabled = true,
            Overlap = OverlapChoice.Skip, Misfire = MisfireChoice.RunOnce, NotifyJson = notify, HandledUntil = now, Version = 1,
            CreatedBy = "ann", CreatedAt = now, UpdatedAt = now,
        };
        context.Schedules.Add(schedule);
        await context.SaveChangesAsync(Stop);
        return schedule.Id;
    }

    private static WebhookDeliveryRecord Delivery(TestDatabase database, Guid webhook, string occasion) => new()
    {
        Id = Guid.CreateVersion7(database.Time.GetUtcNow()),
        WebhookId = webhook,
        Event = RunEvent.Failed,
        Occasion = occasion,
        PayloadJson = "{}",
        State = DeliveryState.Pending,
        NextAttemptAt = database.Time.GetUtcNow(),
        CreatedAt = database.Time.GetUtcNow(),
    };
}
