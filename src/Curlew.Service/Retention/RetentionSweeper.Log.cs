namespace Curlew.Service.Retention;

internal sealed partial class RetentionSweeper
{
    [LoggerMessage(
        1301,
        LogLevel.Information,
        "Swept: {TooOld} runs for their age, {TooMany} beyond their definition's number, {OfSchedules} that their schedules do not keep, the outcomes of {TooLarge} for their size "
        + "and of {Orphans} that are no run any more")]
    private partial void LogSwept(int tooOld, int tooMany, int ofSchedules, int tooLarge, int orphans);

    [LoggerMessage(1303, LogLevel.Debug, "A sweep is due and waits, because a run is under way")]
    private partial void LogWaiting();

    [LoggerMessage(1302, LogLevel.Warning, "The sweep could not be carried out to its end; the next one is in {Minutes} minutes")]
    private partial void LogFailed(Exception exception, int minutes);
}
