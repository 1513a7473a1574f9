using Curlew.Service.Hosting.Settings;
using Curlew.Service.Security.Audit;
using Curlew.Service.Tests.Retention;
using Curlew.Storage.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Security.Audit;

/// <summary>How long the audit trail stays.</summary>
public sealed class AuditKeeperTests
{
    private const int Deleted = 1721;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(30, 2)]
    [InlineData(400, 3)]
    [InlineData(0, 4)]
    public async Task Start_OldEntries_DeletesThoseThatAreTooOld(int days, int left)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var store = service.Services.GetRequiredService<AuditStore>();
        foreach (var age in (int[])[1, 29, 31, 401])
            await store.AddAsync(EntryOf(TimeProvider.System.GetUtcNow().AddDays(-age)), Stop);
        var log = new EventLog<AuditKeeper>();
        using var keeper = new AuditKeeper(
            service.Services.GetRequiredService<AuditTrail>(), new RetentionSettings { AuditDays = days }, TimeProvider.System, log);

        await keeper.StartAsync(Stop);
        if (left < 4)
            await log.NextAsync(Deleted);
        await keeper.StopAsync(Stop);

        (await store.ListAsync(new AuditFilter(), limit: 10, before: null, Stop)).Items.Should().HaveCount(left);
    }

    private static AuditRecord EntryOf(DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        At = at,
        Actor = "local",
        RemoteAddress = "127.0.0.1",
        Action = "createRun",
        Path = "/api/v1/runs",
        Status = 202,
        TraceId = "",
    };
}
