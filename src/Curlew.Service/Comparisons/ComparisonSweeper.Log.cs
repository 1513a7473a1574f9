namespace Curlew.Service.Comparisons;

internal sealed partial class ComparisonSweeper
{
    [LoggerMessage(1852, LogLevel.Error, "Comparison {Comparison} could not be carried on; it is tried again within seconds")]
    private partial void LogNotAdvanced(Guid comparison, Exception exception);

    [LoggerMessage(1853, LogLevel.Warning, "Comparisons that go on could not be listed; it is tried again within seconds")]
    private partial void LogNotListed(Exception exception);
}
