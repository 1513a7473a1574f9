using System.Net;

namespace Curlew.Service.Security.Access.Authentication;

internal sealed partial class KeyCheck
{
    [LoggerMessage(
        3001, LogLevel.Warning, "Many requests from {Address} had no good API key; no key from there is looked at for {Seconds} s")]
    private partial void LogSlowed(IPAddress? address, double seconds);

    [LoggerMessage(3002, LogLevel.Warning, "That the API key {Key} was used could not be kept")]
    private partial void LogUseNotKept(string key, Exception exception);
}
