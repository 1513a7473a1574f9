namespace Curlew.Service.Jobs;

internal sealed partial class RunRefill
{
    [LoggerMessage(
        1101,
        LogLevel.Information,
        "Found {Queued} runs that wait ({Requeued} of them had been claimed) and {Adopted} that had sent load and are to be ended")]
    private partial void LogRecovered(int queued, int requeued, int adopted);

    [LoggerMessage(
        1102,
        LogLevel.Warning,
        "The leases of runs are over: {Queued} that had sent nothing are queued again, {Adopted} that had sent load are ended")]
    private partial void LogLapsed(int queued, int adopted);

    [LoggerMessage(1103, LogLevel.Warning, "{Count} runs had waited although there was room for them, and are queued again")]
    private partial void LogLost(int count);
}
