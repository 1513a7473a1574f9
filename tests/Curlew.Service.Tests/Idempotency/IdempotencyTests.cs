using System.Net;
using System.Text;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Retention;
using Curlew.Service.Tests.Security.Limits;
using Curlew.TestServers.Faults;
using Curlew.TestServers.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Idempotency;

/// <summary>Requests that are sent again with their Idempotency-Key.</summary>
public sealed class IdempotencyTests(SharedService shared) : IAsyncLifetime
{
    private const string Runs = "/api/v1/runs";

    private FaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await FaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task PostRun_Again_AnswersWithTheRunAsItIsNow()
    {
        using var first = await SendAsync(shared.Client, "POST", Runs, Run(), "a-1");
        var run = await first.JsonAsync();
        await shared.Client.WhenEndedAsync(run);

        using var again = await SendAsync(shared.Client, "POST", Runs, Run(), "a-1");

        first.Headers.Contains("Idempotent-Replayed").Should().BeFalse();
        again.StatusCode.Should().Be(HttpStatusCode.Accepted);
        again.Headers.GetValues("Idempotent-Replayed").Should().Equal("true");
        again.Headers.Location.Should().Be(first.Headers.Location);
        ((string)(await again.JsonAsync())["id"]!).Should().Be((string)run["id"]!);
        ((string)(await again.JsonAsync())["status"]!).Should().Be("completed");
        _server.Truth.Snapshot().Load.Requests.Should().Be(5);
    }

    [Fact]
    public async Task PostRun_OtherBytes_IsAnotherRequest()
    {
        using var first = await SendAsync(shared.Client, "POST", Runs, Run(), "b-1");
        using var spaced = await SendAsync(shared.Client, "POST", Runs, Run() + " ", "b-1");
        using var elsewhere = await SendAsync(shared.Client, "POST", DefinitionsClient.Address, Run(), "b-1");
        using var otherKey = await SendAsync(shared.Client, "POST", Runs, Run(), "B-1");

        var problem = await spaced.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        ((string)problem["detail"]!).Should().Contain("byte for byte").And.Contain("createRun");
        await elsewhere.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        otherKey.Headers.Location.Should().NotBe(first.Headers.Location);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("too long")]
    public async Task PostRun_FaultyKey_Is400(string key)
    {
        if (key == "too long")
            key = new string('x', 256);
        using var answer = await SendAsync(shared.Client, "POST", Runs, Run(), key);

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "bad-request");
        ((string)problem["detail"]!).Should().Contain("Idempotency-Key").And.Contain("255");
    }

    [Fact]
    public async Task PostRun_RefusedAtFirst_MayBeCorrectedWithItsKey()
    {
        using var faulty = await SendAsync(shared.Client, "POST", Runs, "{}", "c-1");
        using var corrected = await SendAsync(shared.Client, "POST", Runs, Run(), "c-1");

        faulty.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        corrected.StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task PostRun_RunWasDeleted_Is410AndMakesNone()
    {
        using var first = await SendAsync(shared.Client, "POST", Runs, Run(), "d-1");
        var run = await shared.Client.WhenEndedAsync(await first.JsonAsync());
        using (var deleted = await shared.Client.SendAsync("DELETE", run.Self()))
            deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);

        using var again = await SendAsync(shared.Client, "POST", Runs, Run(), "d-1");

        await again.ShouldBeProblemAsync(HttpStatusCode.Gone, "idempotent-resource-gone");
        _server.Truth.Snapshot().Load.Requests.Should().Be(5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PostRun_ManyTimesAtOnce_MakesOne(bool onPostgres)
    {
        await using var postgres = onPostgres ? await PostgresServer.StartAsync() : null;
        string[] settings = postgres is null ? [] : ["--Storage:Provider=Postgres", $"--ConnectionStrings:Curlew={postgres.NewDatabase()}"];
        await using var service = await ServiceUnderTest.StartAsync(settings);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => SendAsync(service.Client, "POST", Runs, Run(), "e-1")));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.Accepted);
        answers.Count(answer => !answer.Headers.Contains("Idempotent-Replayed")).Should().Be(1);
        answers.Select(answer => answer.Headers.Location).Distinct().Should().ContainSingle();
        (await service.Client.GetAsync(Runs))["items"]!.AsArray().Should().ContainSingle();
        await service.Client.WhenEndedAsync(await answers[0].JsonAsync());
        _server.Truth.Snapshot().Load.Requests.Should().Be(5);
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task PostRun_SameKeyOfTwoSenders_NeverMeet()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var root = await service.AddAdminAsync();
        using var ann = await service.AddRunnerAsync(root, "ann");
        using var bob = await service.AddRunnerAsync(root, "bob");

        using var ofAnn = await SendAsync(ann, "POST", Runs, Run(), "f-1");
        using var ofBob = await SendAsync(bob, "POST", Runs, Run(), "f-1");
        using var ofAnnAgain = await SendAsync(ann, "POST", Runs, Run(), "f-1");

        ofAnn.StatusCode.Should().Be(HttpStatusCode.Accepted, await ofAnn.TextAsync());
        ofBob.StatusCode.Should().Be(HttpStatusCode.Accepted, await ofBob.TextAsync());
        ofBob.Headers.Location.Should().NotBe(ofAnn.Headers.Location);
        ofAnnAgain.Headers.Location.Should().Be(ofAnn.Headers.Location);
    }

    [Fact]
    public async Task PostRun_ADayLater_MakesAnother()
    {
        var clock = new LaterClock();
        await using var service = await ServiceUnderTest.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        using var first = await SendAsync(service.Client, "POST", Runs, Run(), "g-1");

        clock.Ahead = TimeSpan.FromHours(24.1);
        using var later = await SendAsync(service.Client, "POST", Runs, Run(), "g-1");

        later.StatusCode.Should().Be(HttpStatusCode.Accepted);
        later.Headers.Location.Should().NotBe(first.Headers.Location);
    }

    [Fact]
    public async Task PostDefinitionAndClone_Again_AnswerWithWhatTheyMade()
    {
        using var first = await SendAsync(shared.Client, "POST", DefinitionsClient.Address, Run(), "h-1");
        var made = await first.JsonAsync();
        await shared.Client.ReplaceAsync(made, Run().Replace("\"requests\": 5", "\"requests\": 6"));
        using var again = await SendAsync(shared.Client, "POST", DefinitionsClient.Address, Run(), "h-1");
        using var clone = await SendAsync(shared.Client, "POST", $"{made.Self()}/clone", null, "h-2");
        using var cloneAgain = await SendAsync(shared.Client, "POST", $"{made.Self()}/clone", null, "h-2");
        using var cloneOther = await SendAsync(shared.Client, "POST", $"{made.Self()}/clone", """{"name": "x"}""", "h-2");

        again.StatusCode.Should().Be(HttpStatusCode.Created);
        again.Headers.Location.Should().Be(first.Headers.Location);
        ((int)(await again.JsonAsync())["revision"]!).Should().Be(2, "it is answered as it is now");
        again.Headers.ETag!.Tag.Should().Be("\"r2\"");
        clone.StatusCode.Should().Be(HttpStatusCode.Created);
        cloneAgain.Headers.Location.Should().Be(clone.Headers.Location);
        await cloneOther.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    private static Task<HttpResponseMessage> SendAsync(
        ServiceClient service, string method, string address, string? body, string key) =>
        service.SendAsync(
            method,
            address,
            body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
            request => request.Headers.TryAddWithoutValidation("Idempotency-Key", key));

    private string Run() => $$"""{"url": "{{_server.Http1}}ok", "requests": 5}""";
}
