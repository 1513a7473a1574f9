using Curlew.Service.Jobs;
using Microsoft.Extensions.Logging;

namespace Curlew.Service.Tests.Jobs;

public sealed class JobLogProviderTests
{
    /// <summary>
    /// Bug: the static log of a service that had ended threw in the job servers of the other services of the process, which
    /// then did not start, so that their runs stayed queued.
    /// </summary>
    [Fact]
    public void GetLogger_AfterTheServicesEnd_AnswersWithOneThatIsSilent()
    {
        var loggers = new LoggerFactory();
        var provider = new JobLogProvider(loggers);
        loggers.Dispose();

        provider.GetLogger("jobs").Log(Hangfire.Logging.LogLevel.Error, () => "late").Should().BeFalse();
    }
}
