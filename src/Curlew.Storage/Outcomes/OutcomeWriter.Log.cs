using Curlew.Domain.Runs;
using Microsoft.Extensions.Logging;

namespace Curlew.Storage.Outcomes;

public sealed partial class OutcomeWriter
{
    [LoggerMessage(2201, LogLevel.Debug, "Run {Run}: {Rows} outcomes stored in {Path}")]
    private partial void LogCompleted(RunId run, long rows, string path);

    [LoggerMessage(2202, LogLevel.Error, "Run {Run}: the last {Rows} outcomes could not be stored")]
    private partial void LogLost(Exception exception, RunId run, int rows);

    [LoggerMessage(2203, LogLevel.Warning, "Run {Run}: {Reduction}")]
    private partial void LogReduced(RunId run, string reduction);
}
