using Curlew.Domain.Runs;

namespace Curlew.Service.Execution;

internal sealed partial class RunLease
{
    [LoggerMessage(1021, LogLevel.Warning, "Run {Run}: its lease could not be renewed; it is tried again")]
    private partial void LogNotRenewed(RunId run, Exception exception);

    [LoggerMessage(1022, LogLevel.Error, "Run {Run}: its lease could not be renewed and is about to be over; its load is stopped")]
    private partial void LogOver(RunId run);

    [LoggerMessage(1023, LogLevel.Warning, "Run {Run}: its claim is over; whatever it still sends is stopped")]
    private partial void LogTaken(RunId run);
}
