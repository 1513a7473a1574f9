using Curlew.Domain.Runs;

namespace Curlew.Service.Recovery;

internal sealed partial class RunRecovery
{
    [LoggerMessage(1111, LogLevel.Information, "Run {Run}, left by a process that died, ended {Status} with {Requests} requests. {Failure}")]
    private partial void LogRecovered(RunId run, RunStatus status, long requests, string failure);

    [LoggerMessage(1112, LogLevel.Error, "Run {Run}: no result could be put together from what is stored of it")]
    private partial void LogFailed(RunId run, Exception exception);

    [LoggerMessage(1113, LogLevel.Warning, "Run {Run}: its outcomes cannot be read; the seconds of its timeline stand in for them")]
    private partial void LogUnreadable(RunId run, Exception exception);

    [LoggerMessage(1114, LogLevel.Warning, "Run {Run} was taken over by somebody else while its result was put together")]
    private partial void LogNotSaved(RunId run);
}
