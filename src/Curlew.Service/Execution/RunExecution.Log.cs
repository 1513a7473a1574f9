using Curlew.Domain.Runs;

namespace Curlew.Service.Execution;

internal sealed partial class RunExecution
{
    [LoggerMessage(1001, LogLevel.Information, "Run {Run} claimed with fence {Fence}")]
    private partial void LogClaimed(RunId run, int fence);

    [LoggerMessage(1002, LogLevel.Information, "Run {Run} is not queued any more; nothing to do")]
    private partial void LogNotClaimed(RunId run);

    [LoggerMessage(1003, LogLevel.Information, "Run {Run} ended {Status} after {Requests} requests. {Failure}")]
    private partial void LogEnded(RunId run, RunStatus status, long requests, string failure);

    [LoggerMessage(1004, LogLevel.Information, "Run {Run} had sent nothing when the service shut down; it is queued again")]
    private partial void LogQueuedAgain(RunId run);

    [LoggerMessage(1005, LogLevel.Error, "Run {Run} could not be carried out")]
    private partial void LogFailed(RunId run, Exception exception);

    [LoggerMessage(1006, LogLevel.Error, "Run {Run} ended {Status}, but somebody else had taken it; its results are lost")]
    private partial void LogNotSaved(RunId run, RunStatus status);
}
