namespace Curlew.Service.Security.Audit;

internal sealed partial class AuditKeeper
{
    [LoggerMessage(1721, LogLevel.Information, "Deleted {Count} entries of the audit trail that were older than {Days} days")]
    private partial void LogDeleted(int count, int days);

    [LoggerMessage(1722, LogLevel.Warning, "Old entries of the audit trail could not be deleted; the next time is in ten minutes")]
    private partial void LogNotDeleted(Exception exception);
}
