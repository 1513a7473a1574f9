namespace Curlew.TestServers.Nginx;

/// <summary>The names of nginx's files in its directory.</summary>
internal static class NginxFiles
{
    public const string Configuration = "nginx.conf";
    public const string AccessLog = "access.log";
    public const string ErrorLog = "error.log";
}
