using System.Text.Json.Nodes;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Features.Targets;
using Microsoft.Extensions.Time.Testing;

namespace Curlew.Service.Tests.Notifications;

/// <summary>What becomes of messages, by a clock of the tests': receivers that fail, are slow, are gone, or must not be spoken to.</summary>
public sealed class WebhookDeliveriesTests(SilentService silent) : IClassFixture<SilentService>, IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow().AddMinutes(1));
    private WebhookReceiver _receiver = null!;
    private OwnDeliveries _deliveries = null!;

    private ServiceClient Client => silent.Service.Client;

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        _deliveries = new OwnDeliveries(silent.Service.Services, _time);
        await Client.AllowAsync("127.0.0.0/8");
    }

    public async ValueTask DisposeAsync()
    {
        _deliveries.Dispose();
        await _receiver.DisposeAsync();
        await silent.ForgetAsync();
    }

    [Fact]
    public async Task Send_ReceiverThatFailsTwice_IsSentTheSameAgainUntilItTakesIt()
    {
        var (_, delivery) = await TestMessageAsync();
        _receiver.Answer = WebhookReceiver.Status(500);
        await _deliveries.SendAsync();
        (await StateAsync(delivery)).Should().Be(("pending", 1, 500, "The receiver answered 500."));
        await _deliveries.SendAsync();
        _receiver.Received.Should().ContainSingle("it is not due again yet");
        _time.Advance(TimeSpan.FromSeconds(6));
        await _deliveries.SendAsync();
        _time.Advance(TimeSpan.FromSeconds(29));
        await _deliveries.SendAsync();
        _receiver.Received.Should().HaveCount(2, "the second wait is 30 seconds at least");

        _receiver.Answer = WebhookReceiver.Status(204);
        _time.Advance(TimeSpan.FromSeconds(7));
        await _deliveries.SendAsync();

        (await StateAsync(delivery)).Should().Be(("delivered", 3, 204, null));
        var received = _receiver.Received.ToList();
        received.Should().HaveCount(3);
        received.Select(message => message.Id).Distinct().Should().Equal((string)delivery["id"]!);
        received.Select(message => message.Headers["webhook-timestamp"]).Should().OnlyHaveUniqueItems("it is that of the attempt");
        received.ForEach(message => message.ShouldBeSignedWith(WebhooksClient.Secret));
        received.Should().OnlyContain(message => message.Body.SequenceEqual(received[0].Body));
        received[0].Type.Should().Be("webhook.test");
        received[0].Headers["user-agent"].Should().MatchRegex(@"^Curlew/\d+\.\d+");
        received[0].Headers["content-type"].Should().Be("application/json");
        received[0].Headers.Should().NotContainKey("traceparent");
    }

    [Fact]
    public async Task Send_ReceiverThatIsDown_IsGivenUpAfterADayAndCanBeToldAgain()
    {
        var (_, delivery) = await TestMessageAsync();
        var address = _receiver.Address;
        await _receiver.DisposeAsync();
        for (var attempt = 0; attempt < 9; attempt++)
        {
            await _deliveries.SendAsync();
            _time.Advance(TimeSpan.FromHours(29));
        }

        var given = await Client.GetAsync(delivery.Self());
        ((string)given["state"]!).Should().Be("failed");
        ((int)given["attempts"]!).Should().Be(8);
        ((string)given["lastError"]!).Should().Contain("refused").And.Contain(address.Authority);
        given["nextAttemptAt"].Should().BeNull();

        var again = await Client.DeliverAsync(given["links"]!["redeliver"]!);
        again["id"]!.ToString().Should().NotBe(delivery["id"]!.ToString());
        ((bool)again["isRedelivery"]!).Should().BeTrue();
        (await Client.GetAsync(again.Self()))["payload"]!.ToJsonString().Should().Be(given["payload"]!.ToJsonString());
    }

    [Fact]
    public async Task Send_Redirect_IsNotFollowed()
    {
        var (_, delivery) = await TestMessageAsync();
        _receiver.Answer = WebhookReceiver.Status(307, "Location", "/elsewhere");

        await _deliveries.SendAsync();

        (await StateAsync(delivery)).Should().Be(
            ("pending", 1, 307, "The receiver answered 307, a redirect, which is not followed: change the webhook's url to where it leads."));
        _receiver.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task Send_ReceiverThatIsGone_IsDisabledAndToldNothingElse()
    {
        var (webhook, first) = await TestMessageAsync();
        var second = await Client.TestAsync(webhook);
        _receiver.Answer = WebhookReceiver.Status(410);

        await _deliveries.SendAsync();

        (await StateAsync(first)).Should().Be(("failed", 1, 410, "The receiver answered 410."));
        var other = await StateAsync(second);
        (other.State, other.Attempts).Should().Be(("failed", 0));
        other.Error.Should().Contain("410 Gone");
        ((bool)(await Client.GetAsync(webhook.Self()))["enabled"]!).Should().BeFalse();
        using var refused = await Client.SendBareAsync("POST", (string)webhook["links"]!["test"]!);
        await refused.ShouldBeProblemAsync(System.Net.HttpStatusCode.Conflict, "webhook-disabled");
    }

    [Theory]
    [InlineData(429, 600)]
    [InlineData(503, 600)]
    [InlineData(500, 5)]
    public async Task Send_ReceiverThatAsksForTime_IsLeftAloneWhereThatMeansLater(int status, int seconds)
    {
        var (_, delivery) = await TestMessageAsync();
        _receiver.Answer = WebhookReceiver.Status(status, "Retry-After", "600");

        await _deliveries.SendAsync();

        var next = (DateTime)(await Client.GetAsync(delivery.Self()))["nextAttemptAt"]!;
        (next - _time.GetUtcNow().UtcDateTime).TotalSeconds.Should().BeInRange(seconds - 0.001, seconds * 1.2);
    }

    [Fact]
    public async Task Send_SlowReceiver_HoldsUpNobodyAndIsGivenUpAfterTenSeconds()
    {
        var (_, slow) = await TestMessageAsync();
        _receiver.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var waiting = await _deliveries.StartAsync();
        await _receiver.NextAsync();
        await using var other = await WebhookReceiver.StartAsync();
        var quick = await Client.TestAsync(await Client.HookAsync(other.Address));

        await _deliveries.SendAsync();

        (await StateAsync(quick)).State.Should().Be("delivered");
        waiting.Should().ContainSingle().Which.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(10));
        await Task.WhenAll(waiting);
        (await StateAsync(slow)).Should().Be(("pending", 1, null, "There was no answer within 10 seconds."));
    }

    [Fact]
    public async Task Send_AnswerWithoutEnd_IsNotRead()
    {
        var (_, delivery) = await TestMessageAsync();
        var ended = new TaskCompletionSource();
        _receiver.Answer = async context =>
        {
            try
            {
                while (true)
                    await context.Response.Body.WriteAsync(new byte[64 * 1024], context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                ended.SetResult();
            }
        };

        await _deliveries.SendAsync();

        (await StateAsync(delivery)).Should().Be(("delivered", 1, 200, null));
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Send_RuleThatWasDeleted_IsNotSentAndNamesIt()
    {
        var (_, delivery) = await TestMessageAsync();
        var rules = (await Client.GetAsync(TargetsClient.Address))["items"]!.AsArray();
        await Client.DisallowAsync(rules.Single()!);

        await _deliveries.SendAsync();

        var (state, attempts, status, error) = await StateAsync(delivery);
        (state, attempts, status).Should().Be(("pending", 1, null));
        error.Should().Contain("rule missing").And.Contain(_receiver.Address.GetLeftPart(UriPartial.Authority));
        _receiver.Received.Should().BeEmpty();
    }

    /// <summary>A name that was harmless when it was allowed, and leads inside when it is connected to.</summary>
    [Fact]
    public async Task Send_NameThatLeadsToAnotherAddress_IsNotConnectedTo()
    {
        await Client.AllowAsync($"hooks.test:{_receiver.Address.Port}");
        var rules = (await Client.GetAsync(TargetsClient.Address))["items"]!.AsArray();
        var delivery = await Client.TestAsync(await Client.HookAsync(new Uri($"http://hooks.test:{_receiver.Address.Port}/secret-path")));
        using var deliveries = new OwnDeliveries(silent.Service.Services, _time, new NamesOfTheTest("127.0.0.1"));
        await deliveries.SendAsync();
        (await StateAsync(delivery)).State.Should().Be("delivered", "there is a rule for the address, too");

        await Client.DisallowAsync(rules.Single(rule => (string)rule!["rule"]! == "127.0.0.0/8")!);
        var again = await Client.DeliverAsync(delivery["links"]!["redeliver"]!);
        await deliveries.SendAsync();

        (await StateAsync(again)).Error.Should().Contain("127.0.0.1, to which hooks.test leads,").And.NotContain("secret-path");
        _receiver.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task Send_CertificateThatNobodyVouchesFor_IsNotTrusted()
    {
        await using var server = await TestServers.Faults.FaultServer.StartAsync();
        var delivery = await Client.TestAsync(await Client.HookAsync(new Uri(server.Https, "ok")));

        await _deliveries.SendAsync();

        (await StateAsync(delivery)).Error.Should().Contain("certificate");
        server.Truth.Snapshot().Load.Requests.Should().Be(0);
    }

    [Fact]
    public async Task Send_NodeThatDiedOverIt_IsMadeUpForByAnotherOne()
    {
        var (_, delivery) = await TestMessageAsync();
        _receiver.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var left = await _deliveries.StartAsync();
        await _receiver.NextAsync();
        _receiver.Answer = WebhookReceiver.Status(204);
        using var other = new OwnDeliveries(silent.Service.Services, _time);

        await other.SendAsync();
        _receiver.Received.Should().ContainSingle("the first one's claim holds");
        var later = new FakeTimeProvider(_time.GetUtcNow().AddSeconds(61));
        using var heir = new OwnDeliveries(silent.Service.Services, later);
        await heir.SendAsync();

        (await StateAsync(delivery)).Should().Be(("delivered", 2, 204, null));
        _receiver.Received.Select(message => message.Id).Distinct().Should().ContainSingle();
        _time.Advance(TimeSpan.FromSeconds(10));
        await Task.WhenAll(left);
        (await StateAsync(delivery)).State.Should().Be("delivered", "whoever comes too late changes nothing");
    }

    [Fact]
    public async Task Send_DisabledWebhook_IsToldNothing()
    {
        var (webhook, delivery) = await TestMessageAsync();
        using var answer = await Client.SendJsonAsync("PUT", webhook.Self(), """{"name": "team", "enabled": false}""", "*");
        answer.StatusCode.Should().Be(System.Net.HttpStatusCode.OK, await answer.TextAsync());

        await _deliveries.SendAsync();

        (await StateAsync(delivery)).Should().Be(("failed", 0, null, "The webhook was disabled before the message was taken."));
        _receiver.Received.Should().BeEmpty();
    }

    private async Task<(JsonNode Webhook, JsonNode Delivery)> TestMessageAsync()
    {
        var webhook = await Client.HookAsync(new Uri(_receiver.Address, "secret-path"));
        return (webhook, await Client.TestAsync(webhook));
    }

    private async Task<(string State, int Attempts, int? Status, string? Error)> StateAsync(JsonNode delivery)
    {
        var now = await Client.GetAsync(delivery.Self());
        return ((string)now["state"]!, (int)now["attempts"]!, (int?)now["lastStatus"], (string?)now["lastError"]);
    }
}
