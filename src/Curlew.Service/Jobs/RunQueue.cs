using Curlew.Domain.Runs;
using Hangfire;

namespace Curlew.Service.Jobs;

/// <summary>Queues runs as jobs of Hangfire.</summary>
internal sealed class RunQueue(IBackgroundJobClient jobs) : IRunQueue
{
    /// <inheritdoc/>
    public void Enqueue(RunId id) => jobs.Enqueue<RunJob>(job => job.ExecuteAsync(id.Value, CancellationToken.None));
}
