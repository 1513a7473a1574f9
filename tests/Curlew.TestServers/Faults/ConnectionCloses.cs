using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Curlew.TestServers.Faults;

/// <summary>Ends of whole connections, asked for or by force.</summary>
internal static class ConnectionCloses
{
    /// <summary>
    /// Answers like <c>/ok</c>, and from the connection's n-th request on asks for its end: GOAWAY on HTTP/2 (streams
    /// under way are finished), <c>Connection: close</c> on HTTP/1.1.
    /// </summary>
    public static Task GoAwayAsync(FaultRequest request)
    {
        if (request.Ticket.NumberOnConnection >= request.Number("after", 100, 1, long.MaxValue))
        {
            request.Truth.CloseRequested(request.Context.Connection.Id);
            request.Context.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().RequestClose();
        }

        return Answers.OkAsync(request);
    }

    /// <summary>Resets the TCP connection, with all its streams. What was flushed before has left.</summary>
    public static void Abort(FaultRequest request)
    {
        request.Ticket.ConnectionAborted();
        request.Context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
    }
}
