using Curlew.Domain.Runs;

namespace Curlew.Service.Jobs;

internal sealed partial class RunQueue
{
    [LoggerMessage(1104, LogLevel.Warning, "Run {Run} has been accepted, but Hangfire took no job for it; it is tried again within seconds")]
    private partial void LogNotQueued(RunId run, Exception exception);
}
