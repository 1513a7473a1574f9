using Curlew.Domain.Runs;

namespace Curlew.Service.Execution;

internal sealed partial class RunExecution
{
    [LoggerMessage(1001, LogLevel.Information, "Run {Run} claimed with fence {Fence}")]
    private partial void LogClaimed(RunId run, int fence);

    [LoggerMessage(1002, LogLevel.Information, "Run {Run} is not queued any more; nothing to do")]
    private partial void LogNotClaimed(RunId run);

    [LoggerMessage(1005, LogLevel.Error, "Run {Run} could not be carried out")]
    private partial void LogFailed(RunId run, Exception exception);
}
