using System.Net;
using System.Text.Json.Nodes;
using Curlew.Domain.Runs;
using Curlew.Service.Security.Secrets;
using Curlew.Service.Tests.Features.Definitions;
using Curlew.Service.Tests.Schedules;
using Curlew.Storage.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Curlew.Service.Tests.Features.Schedules;

/// <summary>Secrets in the overrides of schedules.</summary>
public sealed class ScheduleSecretsTests(ScheduledService service) : IClassFixture<ScheduledService>
{
    private const string Secret = "canary-in-overrides";

    private ServiceClient Client => service.Service.Client;

    [Fact]
    public async Task Overrides_WithASecret_AreMaskedAndEncryptedAndSent()
    {
        var schedule = await ScheduleAsync(OverridesWith(Secret));

        schedule["overrides"]!.ToJsonString().Should().Contain("***").And.NotContain(Secret);
        schedule["overrides"]!.AsObject().ContainsKey("thresholds").Should().BeTrue("null takes something away, and so is told");
        (await StoredAsync(schedule)).Should().NotContain(Secret).And.Contain("sealed:v1:");
        (await SentAsync(schedule)).Should().Be(Secret);
    }

    [Fact]
    public async Task Replace_WithTheMask_KeepsTheSavedSecret()
    {
        var schedule = await ScheduleAsync(OverridesWith(Secret));
        var masked = schedule["overrides"]!.ToJsonString();

        using var answer = await Client.SendJsonAsync(
            "PUT", schedule.Self(), SchedulesClient.Body((string)service.Definition["id"]!, "@hourly", more: $",\"overrides\": {masked}"), "*");

        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.TextAsync());
        (await SentAsync(schedule)).Should().Be(Secret);
    }

    /// <summary>The definition has no secret of that step.</summary>
    [Fact]
    public async Task Create_WithAMaskThatStandsForNothing_IsRefused()
    {
        using var answer = await Client.SendJsonAsync("POST", SchedulesClient.Address, SchedulesClient.Body(
            (string)service.Definition["id"]!, "@daily", more: $",\"overrides\": {OverridesWith("***")}"));

        (await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields")).Fields()
            .Should().Equal("overrides.steps[0].headers.Authorization");
    }

    private static string OverridesWith(string secret) => $$$"""
        {"thresholds": null, "steps": [{"name": "secret", "url": "http://127.0.0.1:1/", "headers": {"Authorization": "{{{secret}}}"}}]}
        """;

    private Task<JsonNode> ScheduleAsync(string overrides) =>
        Client.ScheduleAsync((string)service.Definition["id"]!, "@daily", more: $",\"overrides\": {overrides}");

    private async Task<string> StoredAsync(JsonNode schedule) =>
        (await service.Store.FindAsync((Guid)schedule["id"]!, TestContext.Current.CancellationToken))!.OverridesJson!;

    /// <summary>What a run of it would send.</summary>
    private async Task<string> SentAsync(JsonNode schedule)
    {
        using var triggered = await Client.SendAsync("POST", $"{schedule.Self()}/trigger");
        triggered.StatusCode.Should().Be(HttpStatusCode.Accepted, await triggered.TextAsync());
        var id = new RunId((Guid)(await triggered.JsonAsync())["id"]!);
        var services = service.Service.Services;
        var run = await services.GetRequiredService<RunStore>().FindAsync(id, TestContext.Current.CancellationToken);
        return services.GetRequiredService<SecretVault>().Open(run!).Steps![0].Headers!["Authorization"];
    }
}
