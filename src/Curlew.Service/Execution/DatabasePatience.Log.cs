using Curlew.Domain.Runs;

namespace Curlew.Service.Execution;

internal sealed partial class DatabasePatience
{
    [LoggerMessage(1031, LogLevel.Warning, "Run {Run}: the database did not take what was to be saved; it is tried again")]
    private partial void LogTriedAgain(RunId run, Exception exception);
}
