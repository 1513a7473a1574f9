namespace Curlew.Service.Jobs;

internal sealed partial class RunRefill
{
    [LoggerMessage(
        1101,
        LogLevel.Information,
        "Found {Queued} runs that wait ({Requeued} of them had been claimed) and {Interrupted} that were interrupted")]
    private partial void LogRecovered(int queued, int requeued, int interrupted);
}
