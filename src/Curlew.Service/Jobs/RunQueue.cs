using Curlew.Domain.Runs;
using Hangfire;

namespace Curlew.Service.Jobs;

/// <summary>Queues runs as jobs of Hangfire.</summary>
internal sealed partial class RunQueue(IBackgroundJobClient jobs, ILogger<RunQueue> logger) : IRunQueue
{
    /// <summary>
    /// A job that cannot be made is no reason to answer that a run was not accepted, for it is in the database:
    /// <see cref="RunRefill"/> queues again what nobody has taken.
    /// </summary>
    /// <inheritdoc/>
    public void Enqueue(RunId id)
    {
        try
        {
            jobs.Enqueue<RunJob>(job => job.ExecuteAsync(id.Value, CancellationToken.None));
        }
        catch (BackgroundJobClientException exception)
        {
            LogNotQueued(id, exception);
        }
    }
}
