using Curlew.Domain.Runs;
using Curlew.Storage.Disk;

namespace Curlew.Storage.Outcomes;

/// <summary>Looks about once a second whether the disk still has room for outcomes.</summary>
internal sealed class DiskWatch(RunId run, string directory, DiskLimits limits, IFreeSpace freeSpace, TimeProvider time)
{
    private static readonly TimeSpan TimePerLook = TimeSpan.FromSeconds(1);

    private long? _lastLook;

    /// <summary>Looks where it is time to; answers why only failures may be stored from now on, or null.</summary>
    /// <exception cref="OutcomesUnavailableException">Nothing may be stored any more.</exception>
    public string? ReasonToReduce()
    {
        if (_lastLook is { } last && time.GetElapsedTime(last) < TimePerLook)
            return null;

        _lastLook = time.GetTimestamp();
        if (freeSpace.BytesFree(directory) is not { } free || free >= limits.FailuresOnlyBelowBytes)
            return null;

        if (free >= limits.StopBelowBytes)
        {
            return $"The disk of '{directory}' had {Size(free)} left, less than the {Size(limits.FailuresOnlyBelowBytes)} "
                + "below which only failures are stored,";
        }

        throw new OutcomesUnavailableException(
            run,
            OutcomesFault.NotUsable,
            $"The disk of '{directory}' has {Size(free)} left, less than the {Size(limits.StopBelowBytes)} below which nothing is "
            + "stored; what had been stored is kept. Free some space, or store less (outcomes.keep, outcomes.limit).");
    }

    private static string Size(long bytes) => bytes >= 1L << 30 ? $"{bytes / (double)(1L << 30):0.0} GiB" : $"{bytes / (double)(1L << 20):0.0} MiB";
}
