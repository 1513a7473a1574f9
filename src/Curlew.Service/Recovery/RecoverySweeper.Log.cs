using Curlew.Domain.Runs;

namespace Curlew.Service.Recovery;

internal sealed partial class RecoverySweeper
{
    [LoggerMessage(1121, LogLevel.Error, "Run {Run}, left by a process that died, could not be ended; it is tried again when its lease is over")]
    private partial void LogNotEnded(RunId run, Exception exception);

    [LoggerMessage(1122, LogLevel.Warning, "Runs whose leases are over could not be looked for; it is tried again")]
    private partial void LogFailed(Exception exception);
}
