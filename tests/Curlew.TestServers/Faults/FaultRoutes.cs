using System.Collections.Frozen;

namespace Curlew.TestServers.Faults;

/// <summary>All faults by the first segment of their path.</summary>
internal static class FaultRoutes
{
    public static readonly FaultRoute Unknown = new(Answers.NotFoundAsync);

    private static readonly FrozenDictionary<string, FaultRoute> Routes = new Dictionary<string, FaultRoute>
    {
        // /ok?bytes=12
        ["ok"] = new(Answers.OkAsync),
        // /status/503
        ["status"] = new(Answers.StatusAsync),
        // /slow?ms=100: nothing for that long, then /ok
        ["slow"] = new(Answers.SlowAsync, SparesHead: true),
        // /echo: the request as JSON
        ["echo"] = new(Echo.AnswerAsync, ReadsBody: true),
        // /reset?code=2&bytes=0: resets the HTTP/2 stream, after head and bytes if any; HTTP/1.1: the connection
        ["reset"] = new(StreamResets.ResetAsync, SparesHead: true),
        // /close-mid-body?bytes=8192&declared=16385&how=abort|close: the connection ends in the midst of a body
        ["close-mid-body"] = new(BrokenBodies.CloseMidBodyAsync, SparesHead: true),
        // /goaway?after=100: asks for the connection's end at its n-th request
        ["goaway"] = new(ConnectionCloses.GoAwayAsync, SparesHead: true),
        // /gate: no answer before the test opens the server's Gate
        ["gate"] = new(request => request.Gate.PassAsync(request), SparesHead: true),
        // /stall: never answers
        ["stall"] = new(Stalls.StallAsync, SparesHead: true),
        // /stall-body?bytes=100: head and that much of a longer body, then nothing more
        ["stall-body"] = new(Stalls.StallBodyAsync, SparesHead: true),
        // /big?bytes=10000000000
        ["big"] = new(Bodies.BigAsync),
        // /chunked?chunks=10&bytes=100: no Content-Length, each chunk sent by itself
        ["chunked"] = new(Bodies.ChunkedAsync),
        // /gzip?bytes=1000&force=true: compressed if the client accepts it or force says so
        ["gzip"] = new(Bodies.GzipAsync),
        // /redirect?to=/ok&times=1&status=302
        ["redirect"] = new(Redirects.RedirectAsync),
        // /redirect-loop
        ["redirect-loop"] = new(Redirects.LoopAsync),
        // /cookie/set?name=a&value=b, /cookie/echo
        ["cookie"] = new(Cookies.AnswerAsync),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, FaultRoute>.AlternateLookup<ReadOnlySpan<char>> BySegment =
        Routes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The route of a path such as <c>/ok/anything</c>.</summary>
    public static FaultRoute Of(string path)
    {
        var rest = path.AsSpan(1);
        var end = rest.IndexOf('/');
        return BySegment.TryGetValue(end < 0 ? rest : rest[..end], out var route) ? route : Unknown;
    }
}
