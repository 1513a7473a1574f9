using Curlew.Domain.Runs;

namespace Curlew.Service.FollowUps;

internal sealed partial class RunFollowUps
{
    [LoggerMessage(1801, LogLevel.Error, "{FollowUp} of the end of run {Run} failed; it is tried again within seconds")]
    private partial void LogFailed(RunId run, string followUp, Exception exception);

    [LoggerMessage(1802, LogLevel.Warning, "Runs that have ended could not be followed up; it is tried again within seconds")]
    private partial void LogNotListed(Exception exception);
}
