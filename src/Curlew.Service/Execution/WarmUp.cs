using System.Text;
using System.Text.Json;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Json;
using Curlew.Domain.Runs;
using Curlew.Service.Hosting.Settings;
using Curlew.Service.Jobs;
using Curlew.Service.Metrics;
using Curlew.Service.Security.Audit;
using Curlew.Service.Security.Targets;
using Curlew.Storage.Outcomes;
using Curlew.Storage.Runs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Curlew.Service.Execution;

/// <summary>
/// A run of one request to the service itself, before it says that it is ready; nothing of it is kept or counted. .NET compiles code
/// when it is first used: without this a user's first run would start up to a second after its POST, and the compiling
/// would share the CPU with its load.
/// </summary>
internal sealed partial class WarmUp(
    RunStore runs,
    IRunQueue queue,
    OutcomeStore outcomes,
    ITargets targets,
    RunMetrics metrics,
    ExecutionSettings settings,
    TimeProvider time,
    ILogger<WarmUp> logger)
    : IHealthCheck
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Who asked for such a run. A service that dies over it must not send it again: its address may be somebody else's by then.
    /// </summary>
    public static string AuthorOn(string node) => $"curlew's warm-up on {node}";

    /// <summary>Ends when it is over, however that went.</summary>
    public Task Done => _done.Task;

    /// <summary>Warms up on the address of the service. What fails here will fail again where somebody sees it.</summary>
    public async Task RunAsync(Uri self)
    {
        try
        {
            using var deadline = new CancellationTokenSource(Deadline, time);
            // The service need not trust a certificate of its own.
            if (self.Scheme == Uri.UriSchemeHttp)
                await UseApiAsync(self, deadline.Token);
            await UseEngineAsync(self, deadline.Token);
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }

        _done.SetResult();
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_done.Task.IsCompleted
            ? HealthCheckResult.Healthy("The service has started.")
            : HealthCheckResult.Unhealthy("The service is still starting."));

    private static async Task UseApiAsync(Uri self, CancellationToken deadline)
    {
        using var client = new HttpClient { BaseAddress = self };
        client.DefaultRequestHeaders.Add(OwnRequests.Header, OwnRequests.Secret);
        using var faulty = new StringContent("{}", Encoding.UTF8, "application/json");
        using var refused = await client.PostAsync(new Uri("api/v1/runs", UriKind.Relative), faulty, deadline);
        using var listed = await client.GetAsync(new Uri("api/v1/runs", UriKind.Relative), deadline);
    }

    private async Task UseEngineAsync(Uri self, CancellationToken deadline)
    {
        var json = $$"""{"name": "warm-up", "url": "{{self}}health/live", "requests": 1, "tls": {"verify": false} }""";
        var definition = DefinitionReader.Read(Encoding.UTF8.GetBytes(json), [DefinitionLimits.DefaultEngine]).Definition!;
        var id = RunId.New(time);
        metrics.Disregard(id);
        targets.LetWarmUp(id, self);
        await runs.AddAsync(
            new RunRecord
            {
                Id = id.Value,
                Name = definition.Name,
                DefinitionJson = JsonSerializer.Serialize(DefinitionReader.ToDocument(definition), CurlewJson.Options),
                HttpVersion = definition.HttpVersion.ToWord(),
                Engine = definition.Engine,
                CreatedAt = time.GetUtcNow(),
                CreatedBy = AuthorOn(settings.Node),
                IsFollowedUp = true,
            },
            deadline);
        queue.Enqueue(id);
        using var poll = new PeriodicTimer(PollEvery, time);
        while (!await runs.DeleteAsync(id, deadline))
            await poll.WaitForNextTickAsync(deadline);
        outcomes.Delete(id);
    }
}
