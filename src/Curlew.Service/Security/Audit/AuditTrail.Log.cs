namespace Curlew.Service.Security.Audit;

internal sealed partial class AuditTrail
{
    [LoggerMessage(
        1711,
        LogLevel.Error,
        "The audit trail lacks an entry, because it could not be written: at {At} {Actor} (key {KeyId}) from {RemoteAddress} did {Action} on "
        + "{Path}, answered {Status}, trace {EntryTraceId}")]
    private partial void LogNotWritten(
        Exception exception,
        DateTimeOffset at,
        string actor,
        Guid? keyId,
        string remoteAddress,
        string action,
        string path,
        int status,
        string entryTraceId);
}
