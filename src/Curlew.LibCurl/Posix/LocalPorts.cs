using System.Globalization;
using System.Text.RegularExpressions;

namespace Curlew.LibCurl.Posix;

/// <summary>
/// The ports that the kernel gives to outgoing connections. A connection that we closed keeps its port for a minute more
/// (TIME_WAIT), so whoever opens a connection per request uses them up.
/// </summary>
public static partial class LocalPorts
{
    private const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
    private const string Sockets = "/proc/net/sockstat";

    /// <summary>
    /// How many are free now for connections to one address and port: all but those of open and waiting connections, of which
    /// some may go elsewhere. Null where the kernel does not say.
    /// </summary>
    public static long? Left()
    {
        try
        {
            var range = File.ReadAllText(Range).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var sockets = TcpSockets().Match(File.ReadAllText(Sockets));
            if (range.Length != 2 || !sockets.Success)
                return null;
            return Number(range[1]) - Number(range[0]) + 1 - Number(sockets.Groups["inuse"].Value) - Number(sockets.Groups["waiting"].Value);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^TCP: inuse (?<inuse>\d+) orphan \d+ tw (?<waiting>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TcpSockets();
}
