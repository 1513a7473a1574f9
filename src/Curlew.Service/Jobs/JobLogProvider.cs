using Hangfire.AspNetCore;
using Hangfire.Logging;

namespace Curlew.Service.Jobs;

/// <summary>
/// Hangfire's log, for as long as the service lives. Hangfire keeps the provider in a static: where several services share a
/// process, one that has ended must not keep the others' job servers from starting.
/// </summary>
internal sealed class JobLogProvider(ILoggerFactory loggers) : ILogProvider
{
    private readonly AspNetCoreLogProvider _provider = new(loggers);

    /// <inheritdoc/>
    public ILog GetLogger(string name)
    {
        try
        {
            return _provider.GetLogger(name);
        }
        catch (ObjectDisposedException)
        {
            return new NoLog();
        }
    }

    private sealed class NoLog : ILog
    {
        public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string>? messageFunc, Exception? exception = null) => false;
    }
}
