namespace Curlew.Service.Security.Secrets;

internal sealed partial class SecretSealing
{
    [LoggerMessage(7301, LogLevel.Information, "Encrypted the secrets of {Count} runs and revisions from before that was done")]
    private partial void LogSealed(int count);

    [LoggerMessage(
        7302,
        LogLevel.Warning,
        "Secrets are encrypted, but the database's file may still hold what stood there before, until a start succeeds in making it "
        + "anew (VACUUM): {Reason}")]
    private partial void LogRemains(string reason);
}
