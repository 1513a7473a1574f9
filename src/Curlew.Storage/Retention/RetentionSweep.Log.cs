using Curlew.Domain.Runs;
using Microsoft.Extensions.Logging;

namespace Curlew.Storage.Retention;

public sealed partial class RetentionSweep
{
    [LoggerMessage(2301, LogLevel.Information, "Run {Run} deleted: it ended longer ago than Retention:MaxAgeDays")]
    private partial void LogTooOld(RunId run);

    [LoggerMessage(
        2302, LogLevel.Information, "Run {Run} deleted: its definition has Retention:MaxRunsPerDefinition newer ones")]
    private partial void LogTooMany(RunId run);

    [LoggerMessage(2308, LogLevel.Information, "Run {Run} deleted: its schedule does not ask for it to be kept any longer")]
    private partial void LogOfSchedule(RunId run);

    [LoggerMessage(2303, LogLevel.Information, "The outcomes of run {Run}, {Bytes} bytes, deleted: there is no such run any more")]
    private partial void LogOrphan(RunId run, long bytes);

    [LoggerMessage(
        2304,
        LogLevel.Information,
        "The outcomes of run {Run}, {Bytes} bytes, deleted: all files together had more than Retention:MaxBytes. "
        + "Its summary and timeline stay")]
    private partial void LogTooLarge(RunId run, long bytes);

    [LoggerMessage(
        2305,
        LogLevel.Warning,
        "The files of outcomes have {Bytes} bytes, more than Retention:MaxBytes ({MaxBytes}), but what is left belongs to runs that "
        + "are pinned, baselines or under way")]
    private partial void LogStillTooLarge(long bytes, long maxBytes);

    [LoggerMessage(
        2307,
        LogLevel.Warning,
        "{Count} runs have files of outcomes here but are not in the database. They stay, because the files are those of another "
        + "database, {Owner}; where that is not needed any more, delete {OwnerFile}")]
    private partial void LogOfOtherDatabase(int count, string owner, string ownerFile);

    [LoggerMessage(2306, LogLevel.Warning, "The outcomes of run {Run} cannot be deleted; the next sweep tries again")]
    private partial void LogNotDeleted(Exception exception, RunId run);
}
