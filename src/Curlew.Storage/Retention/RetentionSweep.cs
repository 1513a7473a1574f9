using Curlew.Domain.Runs;
using Curlew.Storage.Outcomes;
using Microsoft.Extensions.Logging;

namespace Curlew.Storage.Retention;

/// <summary>
/// Takes away what the rules do not keep.
///
/// A whole run goes as when a person deletes it: first its row, in one conditional statement, with all that hangs on it; then
/// its file. Whoever dies in between leaves an orphan, a file whose run the database does not know, and the next sweep takes
/// that: so nothing is lost track of and nothing is taken that somebody pinned in time. Each run is a transaction of its
/// own, because others wait for the database meanwhile. What belongs to another database is left alone.
/// </summary>
public sealed partial class RetentionSweep(
    ExpendableRuns expendable, OutcomeDirectory directory, OutcomeStore outcomes, TimeProvider time, ILogger<RetentionSweep> logger)
{
    /// <summary>
    /// How long an orphan was not written to. The row of a run is there before its file is, so this is care for nothing but
    /// clocks, and for whoever copies files about.
    /// </summary>
    public static readonly TimeSpan OrphanRest = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Sweeps once. A file that cannot be deleted is logged and left for the next time. All nodes that share a database may sweep
    /// at once; each looks at the files of its own directory.
    /// </summary>
    /// <exception cref="IOException">The directory is gone, or cannot be read.</exception>
    public async Task<SweepReport> RunAsync(RetentionRules rules, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<RunId> tooOld = [], tooMany = [];
        if (rules.MaxAge is { } age)
        {
            tooOld = await DeleteAsync(await expendable.EndedBeforeAsync(time.GetUtcNow() - age, cancellationToken), LogTooOld, cancellationToken);
            await expendable.ForgetFiringsBeforeAsync(time.GetUtcNow() - age, cancellationToken);
        }

        if (rules.MaxRunsPerDefinition is { } count)
            tooMany = await DeleteAsync(await expendable.BeyondAsync(count, cancellationToken), LogTooMany, cancellationToken);
        var ofSchedules = await DeleteAsync(
            await expendable.OfSchedulesAsync(time.GetUtcNow(), cancellationToken), LogOfSchedule, cancellationToken);

        // In this order: a file that is seen had its row before, so a row that is not there any more was deleted.
        var files = directory.Read();
        var unknown = (await expendable.UnknownAsync([.. files.Select(file => file.Run)], cancellationToken)).ToHashSet();
        var orphans = DeleteOrphans(directory.FindOtherOwner(), [.. files.Where(file => unknown.Contains(file.Run))]);
        IReadOnlyList<RunId> tooLarge = [];
        if (rules.MaxBytes is { } bytes)
            tooLarge = await DeleteBeyondAsync(bytes, [.. files.Where(file => !unknown.Contains(file.Run))], cancellationToken);
        return new SweepReport(tooOld, tooMany, orphans, tooLarge) { OfSchedules = ofSchedules };
    }

    private async Task<IReadOnlyList<RunId>> DeleteAsync(
        IReadOnlyList<RunId> runs, Action<RunId> log, CancellationToken cancellationToken)
    {
        var deleted = new List<RunId>();
        foreach (var run in runs)
        {
            if (!await expendable.DeleteAsync(run, cancellationToken))
                continue;

            TryDeleteFile(run);
            log(run);
            deleted.Add(run);
        }

        return deleted;
    }

    private List<RunId> DeleteOrphans(string? otherOwner, List<StoredOutcomes> unknown)
    {
        var rested = time.GetUtcNow() - OrphanRest;
        var orphans = unknown.Where(file => file.ChangedAt < rested).ToList();
        if (otherOwner is not null)
        {
            if (orphans.Count > 0)
                LogOfOtherDatabase(orphans.Count, otherOwner, directory.OwnerFile);
            return [];
        }

        var deleted = new List<RunId>();
        foreach (var orphan in orphans.Where(orphan => TryDeleteFile(orphan.Run)))
        {
            LogOrphan(orphan.Run, orphan.Bytes);
            deleted.Add(orphan.Run);
        }

        return deleted;
    }

    private async Task<IReadOnlyList<RunId>> DeleteBeyondAsync(
        long maxBytes, List<StoredOutcomes> known, CancellationToken cancellationToken)
    {
        var files = known.ToDictionary(file => file.Run, file => file.Bytes);
        var sum = files.Values.Sum();
        var deleted = new List<RunId>();
        if (sum <= maxBytes)
            return deleted;

        foreach (var run in await expendable.AmongAsync(files.Keys, cancellationToken))
        {
            if (sum <= maxBytes)
                return deleted;

            // Pinned in this very moment is as good as pinned in the next: too late for the rows.
            if ((await expendable.AmongAsync([run], cancellationToken)).Count == 0 || !TryDeleteFile(run))
                continue;

            sum -= files[run];
            LogTooLarge(run, files[run]);
            deleted.Add(run);
        }

        if (sum > maxBytes)
            LogStillTooLarge(sum, maxBytes);
        return deleted;
    }

    private bool TryDeleteFile(RunId run)
    {
        try
        {
            outcomes.Delete(run);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotDeleted(exception, run);
            return false;
        }
    }
}
