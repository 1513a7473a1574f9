using System.Text;

namespace Curlew.TestServers.Nginx;

/// <summary>What nginx logged: its truth about requests. Connections that carried none are not in it.</summary>
/// <param name="Entries">One per request, in the order in which they ended.</param>
public sealed record NginxAccessLog(IReadOnlyList<NginxLogEntry> Entries)
{
    /// <summary>The entries but those of HEAD, which Curlew sends as its preflight.</summary>
    public NginxAccessLog Load => new([.. Entries.Where(entry => entry.Method != "HEAD")]);

    /// <summary>Requests by method.</summary>
    public IReadOnlyDictionary<string, int> Methods => CountBy(entry => entry.Method);

    /// <summary>Requests by status.</summary>
    public IReadOnlyDictionary<int, int> Statuses => CountBy(entry => entry.Status);

    /// <summary>Requests by protocol, as nginx writes it: <c>HTTP/1.1</c>, <c>HTTP/2.0</c>.</summary>
    public IReadOnlyDictionary<string, int> Protocols => CountBy(entry => entry.Protocol);

    /// <summary>Connections that carried at least one of the requests.</summary>
    public int Connections => Entries.Select(entry => entry.Connection).Distinct().Count();

    /// <summary>How many requests match; a null matches everything.</summary>
    public int Count(string? method = null, int? status = null, string? protocol = null) => Entries.Count(entry =>
        (method is null || entry.Method == method)
        && (status is null || entry.Status == status)
        && (protocol is null || entry.Protocol == protocol));

    internal static async Task<NginxAccessLog> ReadAsync(string path, long from)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = from;
        using var reader = new StreamReader(file, Encoding.UTF8);
        var entries = new List<NginxLogEntry>();
        while (await reader.ReadLineAsync() is { } line)
            entries.Add(NginxLogEntry.Parse(line));
        return new NginxAccessLog(entries);
    }

    private Dictionary<T, int> CountBy<T>(Func<NginxLogEntry, T> key)
        where T : notnull => Entries.CountBy(key).ToDictionary();
}
