using Curlew.Domain.Runs;
using Curlew.Service.Hosting;
using Curlew.Storage.Runs;

namespace Curlew.Service.FollowUps;

/// <summary>
/// Does what the ends of runs give rise to: at once for those of this process, and within seconds for those that another one ended and
/// did not come to follow up. That is kept with the run, so nothing is lost by a kill.
/// </summary>
internal sealed partial class RunFollowUps(
    RunStore runs, IEnumerable<IRunFollowUp> followUps, TimeProvider time, ILogger<RunFollowUps> logger) : BackgroundService
{
    private const int AtOnce = 50;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<IRunFollowUp> _followUps = [.. followUps];
    private readonly Bell _bell = new();

    /// <summary>A run of this process has ended.</summary>
    public void Ring() => _bell.Ring();

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
                await FollowUpAsync(stoppingToken);
                await _bell.WaitAsync(LookEvery, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends; the next start follows up.
        }
    }

    /// <summary>Whatever goes wrong is for the next time: a service that dies of it would take its runs with it.</summary>
    private async Task FollowUpAsync(CancellationToken stop)
    {
        try
        {
            foreach (var run in await runs.ListToFollowUpAsync(AtOnce, stop))
                await FollowUpAsync(run, stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            LogNotListed(exception);
        }
    }

    private async Task FollowUpAsync(RunRecord run, CancellationToken stop)
    {
        var isDone = true;
        foreach (var followUp in _followUps)
        {
            try
            {
                await followUp.FollowUpAsync(run, stop);
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                isDone = false;
                LogFailed(new RunId(run.Id), followUp.GetType().Name, exception);
            }
        }

        if (isDone)
            await runs.SetFollowedUpAsync(new RunId(run.Id), stop);
    }
}
