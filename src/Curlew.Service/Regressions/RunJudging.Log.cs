using Curlew.Domain.Runs;

namespace Curlew.Service.Regressions;

internal sealed partial class RunJudging
{
    [LoggerMessage(1810, LogLevel.Information, "Run {Run} was held against its baseline: {Result}. {Reason}")]
    private partial void LogJudged(RunId run, string result, string reason);

    [LoggerMessage(1811, LogLevel.Error, "Run {Run} could not be held against its baseline; it is inconclusive")]
    private partial void LogFailed(RunId run, Exception exception);
}
