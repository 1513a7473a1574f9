using Curlew.Domain.Runs;

namespace Curlew.Service.Execution;

internal sealed partial class RunRecorder
{
    [LoggerMessage(1011, LogLevel.Warning, "Run {Run}: its progress could not be saved; it is tried again")]
    private partial void LogNotSaved(RunId run, Exception exception);

    [LoggerMessage(1012, LogLevel.Error, "Run {Run}: the last {Seconds} seconds of its timeline could not be saved")]
    private partial void LogLost(RunId run, int seconds, Exception exception);
}
