namespace Curlew.Service.Security.Targets;

internal sealed partial class AllowedTargets
{
    [LoggerMessage(1701, LogLevel.Error, "The target rule \"{Rule}\" ({Id}) cannot be read, so it allows nothing: {Fault}")]
    private partial void LogUnreadable(string rule, Guid id, string fault);
}
