using Curlew.Domain.Runs;

namespace Curlew.Service.Execution;

internal sealed partial class RunSaving
{
    [LoggerMessage(1003, LogLevel.Information, "Run {Run} ended {Status} after {Requests} requests. {Failure}")]
    private partial void LogEnded(RunId run, RunStatus status, long requests, string failure);

    [LoggerMessage(1004, LogLevel.Information, "Run {Run} had sent nothing when it was given up; it is queued again")]
    private partial void LogQueuedAgain(RunId run);

    [LoggerMessage(1006, LogLevel.Error, "Run {Run} ended {Status}, but somebody else had taken it; its results are lost")]
    private partial void LogNotSaved(RunId run, RunStatus status);
}
