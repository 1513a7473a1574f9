using Microsoft.Extensions.Logging;

namespace Curlew.Storage.Runs;

public sealed partial class RunStore
{
    [LoggerMessage(
        2101,
        LogLevel.Information,
        "An earlier process left {Queued} runs queued, {Requeued} of which it had claimed, {Adopted} that had sent load and are to be "
        + "ended, and {Stopped} that had been asked to stop before")]
    private partial void LogRecovered(int queued, int requeued, int adopted, int stopped);
}
