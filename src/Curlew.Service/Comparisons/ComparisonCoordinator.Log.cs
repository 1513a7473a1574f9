namespace Curlew.Service.Comparisons;

internal sealed partial class ComparisonCoordinator
{
    [LoggerMessage(1850, LogLevel.Information, "Comparison {Comparison} waits: as many runs wait as may ({Most})")]
    private partial void LogNoRoom(Guid comparison, double most);

    [LoggerMessage(1851, LogLevel.Warning, "Comparison {Comparison} cannot be carried on: {Reason}")]
    private partial void LogFailed(Guid comparison, string reason);
}
