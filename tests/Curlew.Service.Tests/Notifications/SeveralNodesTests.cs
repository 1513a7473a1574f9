using Curlew.TestServers.Postgres;

namespace Curlew.Service.Tests.Notifications;

/// <summary>Two nodes on one PostgreSQL database, with a key ring that both have.</summary>
public sealed class SeveralNodesTests
{
    private const int Messages = 24;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_TwoNodesAtTheSameTime_SendEachMessageOnce()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        using var keys = new TestServers.TemporaryDirectory("keys");
        string[] settings =
        [
            "--Storage:Provider=Postgres", $"--ConnectionStrings:Curlew={postgres.NewDatabase()}", $"--Secrets:KeyDirectory={keys.Location}",
        ];
        await using var one = await ServiceUnderTest.StartAsync(OwnDeliveries.Remove, [.. settings, "--Execution:Node=one"]);
        await using var other = await ServiceUnderTest.StartAsync(OwnDeliveries.Remove, [.. settings, "--Execution:Node=other"]);
        var later = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(1));
        using var ofOne = new OwnDeliveries(one.Services, later);
        using var ofOther = new OwnDeliveries(other.Services, later);
        var webhooks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => one.Client.HookAsync(receiver.Address)));
        var expected = new List<string>();
        for (var message = 0; message < Messages; message++)
            expected.Add((string)(await one.Client.TestAsync(webhooks[message % webhooks.Length]))["id"]!);

        for (var round = 0; round < Messages && receiver.Received.Count < Messages; round++)
            await Task.WhenAll(Task.Run(ofOne.SendAsync, Stop), Task.Run(ofOther.SendAsync, Stop));

        receiver.Received.Select(message => message.Id).Should().BeEquivalentTo(expected);
        foreach (var webhook in webhooks)
            (await other.Client.DeliveriesAsync(webhook, "?state=delivered")).Should().HaveCount(Messages / webhooks.Length);
    }
}
