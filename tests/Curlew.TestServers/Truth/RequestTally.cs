namespace Curlew.TestServers.Truth;

/// <summary>What a server counted of requests, for one path, method and protocol or for a sum of them.</summary>
public sealed record RequestTally
{
    /// <summary>Requests whose handler started.</summary>
    public long Requests { get; init; }

    /// <summary>Response heads sent, by status. A response that broke off later is in here all the same.</summary>
    public IReadOnlyDictionary<int, long> Statuses { get; init; } = new Dictionary<int, long>();

    /// <summary>HTTP/2 streams that the server reset.</summary>
    public long StreamsReset { get; init; }

    /// <summary>Requests during which the server closed or aborted the whole connection.</summary>
    public long ConnectionsAborted { get; init; }

    /// <summary>Requests whose client went (or whose server stopped) before the response was complete.</summary>
    public long Abandoned { get; init; }

    /// <summary>Bytes of request bodies that arrived.</summary>
    public long BodyBytesReceived { get; init; }

    /// <summary>How many response heads with this status were sent.</summary>
    public long Status(int status) => Statuses.GetValueOrDefault(status);

    internal static RequestTally Sum(IEnumerable<RequestTally> tallies)
    {
        var statuses = new Dictionary<int, long>();
        var sum = new RequestTally { Statuses = statuses };
        foreach (var tally in tallies)
        {
            sum = sum with
            {
                Requests = sum.Requests + tally.Requests,
                StreamsReset = sum.StreamsReset + tally.StreamsReset,
                ConnectionsAborted = sum.ConnectionsAborted + tally.ConnectionsAborted,
                Abandoned = sum.Abandoned + tally.Abandoned,
                BodyBytesReceived = sum.BodyBytesReceived + tally.BodyBytesReceived,
            };
            foreach (var (status, count) in tally.Statuses)
                statuses[status] = statuses.GetValueOrDefault(status) + count;
        }

        return sum;
    }
}
