using Microsoft.Extensions.Logging;

namespace Curlew.Storage.Runs;

public sealed partial class RunStore
{
    [LoggerMessage(2101, LogLevel.Information,
        "An earlier process left {Queued} runs queued, {Requeued} of which it had claimed, and {Interrupted} interrupted")]
    private partial void LogRecovered(int queued, int requeued, int interrupted);
}
