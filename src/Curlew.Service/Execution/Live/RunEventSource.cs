using System.Runtime.CompilerServices;
using Curlew.Domain.Runs;
using Curlew.Domain.Timelines;
using Curlew.Storage.Runs;
using Curlew.Storage.Timelines;

namespace Curlew.Service.Execution.Live;

/// <summary>
/// The events of any run: from its feed while it is under way here; from the database what the feed has not (any more), and
/// all of it where the run waits, has ended or is under way elsewhere.
/// </summary>
internal sealed class RunEventSource(RunFeeds feeds, RunStore runs, TimelineStore timelines, TimeProvider time)
{
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>The events after <paramref name="after"/>, to the run's end.</summary>
    public async IAsyncEnumerable<RunEvent> FollowAsync(
        RunRecord run, RunEventId after, [EnumeratorCancellation] CancellationToken cancelled)
    {
        var id = new RunId(run.Id);
        var sampler = new TimelineSampler(RunSnapshot.StepNamesOf(run), RunSnapshot.Of(run).WarmUpSeconds ?? 0);
        var told = (RunStatus?)null;
        var silentSince = time.GetTimestamp();
        while (true)
        {
            var isHere = feeds.TryGet(id, out var feed);

            // Whatever the feed has not; a run that is not here may have ended since its feed was last seen.
            var stored = timelines.ReadAsync(id, after.NextSecond, isHere ? feed!.First.SecondsBefore : int.MaxValue, cancelled);
            var current = isHere ? run : await runs.FindAsync(id, cancelled);
            if (current is null)
                yield break;
            await foreach (var second in stored)
            {
                after = RunEventId.OfTick(second.Second);
                silentSince = time.GetTimestamp();
                yield return RunEvent.OfTick(second.Second, sampler.PointOf(second));
            }

            if (isHere)
            {
                await foreach (var next in feed!.ReadAsync(after, HeartbeatEvery, time, cancelled))
                {
                    after = next.Id ?? after;
                    yield return next;
                    if (after.IsDone)
                        yield break;
                }

                continue;
            }

            if (current.Status.IsTerminal())
            {
                yield return RunEvent.Of(after.ToDone(), RunEvent.Done, RunStateData.Of(current));
                yield break;
            }

            // Claimed here since the feed was looked for: it tells.
            if (feeds.TryGet(id, out _))
                continue;
            if (current.Status != told)
            {
                told = current.Status;
                silentSince = time.GetTimestamp();
                yield return RunEvent.Of(id: null, RunEvent.State, RunStateData.Of(current));
            }
            else if (time.GetElapsedTime(silentSince) >= HeartbeatEvery)
            {
                silentSince = time.GetTimestamp();
                yield return RunEvent.Heartbeat;
            }

            await Task.Delay(LookEvery, time, cancelled);
        }
    }
}
