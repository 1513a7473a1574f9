using System.Globalization;

namespace Curlew.TestServers.Nginx;

/// <summary>One line of nginx's access log: one request.</summary>
/// <param name="Method">The method; <c>-</c> if nginx could not read it.</param>
/// <param name="Status">The status sent; 499 means that the client went before.</param>
/// <param name="Protocol"><c>HTTP/1.1</c>, <c>HTTP/2.0</c>.</param>
/// <param name="Connection">nginx's number of the connection.</param>
/// <param name="NumberOnConnection">The how-manieth request on its connection this is, from 1.</param>
/// <param name="Seconds">From the request's first byte until the answer was sent, to the millisecond.</param>
/// <param name="Completed">The whole answer was sent.</param>
/// <param name="Target">The path and query as they arrived.</param>
public readonly record struct NginxLogEntry(
    string Method,
    int Status,
    string Protocol,
    long Connection,
    long NumberOnConnection,
    double Seconds,
    bool Completed,
    string Target)
{
    internal const string Format =
        "$request_method $status $server_protocol $connection $connection_requests $request_time "
        + "$request_completion $request_uri";

    private const int Fields = 8;

    internal static NginxLogEntry Parse(string line)
    {
        // The target comes last and may hold spaces.
        var fields = line.Split(' ', Fields);
        if (fields.Length != Fields)
            throw new FormatException($"Not a line of the access log: {line}");
        return new NginxLogEntry(
            string.Intern(fields[0]),
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            string.Intern(fields[2]),
            long.Parse(fields[3], CultureInfo.InvariantCulture),
            long.Parse(fields[4], CultureInfo.InvariantCulture),
            double.Parse(fields[5], CultureInfo.InvariantCulture),
            fields[6] == "OK",
            string.Intern(fields[7]));
    }
}
