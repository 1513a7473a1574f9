using System.Globalization;
using System.Text.RegularExpressions;

namespace Curlew.TestServers.Nghttpd;

/// <summary>
/// Reads what <c>nghttpd -v</c> writes. Lines that begin with <c>[id=N]</c> name the connection; indented ones after
/// them tell more of the same frame:
/// <code>
/// [id=1] [  0.502] recv (stream_id=13) :method: GET
/// [id=1] [  0.503] send HEADERS frame &lt;length=92, flags=0x04, stream_id=13&gt;
///           :status: 200
/// [id=1] [  0.503] send RST_STREAM frame &lt;length=4, flags=0x00, stream_id=13&gt;
///           (error_code=INTERNAL_ERROR(0x02))
/// [id=1] [  0.503] stream_id=13 closed
/// [id=1] [  0.503] closed
/// </code>
/// </summary>
internal sealed partial class NghttpdFrameLogReader
{
    private readonly List<(long Connection, long Stream)> _order = [];
    private readonly Dictionary<(long Connection, long Stream), NghttpdRequest> _requests = [];
    private readonly HashSet<long> _connections = [];
    private readonly HashSet<long> _closed = [];
    private (long Connection, long Stream)? _frameOf;
    private bool _frameIsSent;

    /// <summary>Reads all; the connections that asked for <paramref name="without"/> are left out.</summary>
    public static async Task<NghttpdFrameLog> ReadAsync(string path, string without)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var lines = new StreamReader(file);
        var reader = new NghttpdFrameLogReader();
        while (await lines.ReadLineAsync() is { } line)
            reader.Take(line);
        return reader.Result(without);
    }

    private void Take(string line)
    {
        if (line.StartsWith("[id=", StringComparison.Ordinal))
            TakeEvent(line);
        else if (_frameOf is { } stream && _requests.ContainsKey(stream))
            TakeDetail(stream, line.Trim());
    }

    private void TakeEvent(string line)
    {
        var parts = Event().Match(line);
        if (!parts.Success)
            throw new FormatException($"Not a line of nghttpd: {line}");
        var connection = Number(parts.Groups["connection"]);
        _connections.Add(connection);
        _frameOf = null;

        var what = parts.Groups["what"].Value;
        if (what == "closed")
            _closed.Add(connection);
        else if (Header().Match(what) is { Success: true } header)
            TakeHeader((connection, Number(header.Groups["stream"])), header);
        else if (Frame().Match(what) is { Success: true } frame)
            (_frameOf, _frameIsSent) = ((connection, Number(frame.Groups["stream"])), frame.Groups["way"].Value == "send");
        else if (StreamClosed().Match(what) is { Success: true } closed)
            Change((connection, Number(closed.Groups["stream"])), request => request with { Closed = true });
    }

    private void TakeHeader((long Connection, long Stream) stream, Match header)
    {
        if (_requests.TryAdd(stream, new(stream.Connection, stream.Stream, "", "", null, null, null, Closed: false)))
            _order.Add(stream);
        var value = header.Groups["value"].Value;
        Change(stream, request => header.Groups["name"].Value == "method"
            ? request with { Method = value }
            : request with { Path = value });
    }

    private void TakeDetail((long Connection, long Stream) stream, string detail)
    {
        if (detail.StartsWith(":status: ", StringComparison.Ordinal))
        {
            var status = int.Parse(detail.AsSpan(":status: ".Length), CultureInfo.InvariantCulture);
            Change(stream, request => request with { Status = status });
        }
        else if (ErrorCode().Match(detail) is { Success: true } error)
        {
            var code = uint.Parse(error.Groups["code"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Change(stream, request => _frameIsSent
                ? request with { ResetByServer = code }
                : request with { ResetByClient = code });
        }
    }

    private void Change((long Connection, long Stream) stream, Func<NghttpdRequest, NghttpdRequest> change)
    {
        if (_requests.TryGetValue(stream, out var request))
            _requests[stream] = change(request);
    }

    private NghttpdFrameLog Result(string without)
    {
        var left = _requests.Values
            .Where(request => request.Path == without)
            .Select(request => request.Connection)
            .ToHashSet();
        var connections = _connections.Except(left).ToList();
        return new NghttpdFrameLog(
            [.. _order.Where(stream => !left.Contains(stream.Connection)).Select(stream => _requests[stream])],
            connections.Count,
            connections.Count(connection => !_closed.Contains(connection)));
    }

    private static long Number(Group digits) => long.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\[id=(?<connection>\d+)\] \[ *[\d.]+\] (?<what>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Event();

    [GeneratedRegex(
        @"^recv \(stream_id=(?<stream>\d+)(, sensitive)?\) :(?<name>method|path): (?<value>.*)$",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Header();

    [GeneratedRegex(
        @"^(?<way>send|recv) (HEADERS|RST_STREAM) frame <.*stream_id=(?<stream>\d+)>$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Frame();

    [GeneratedRegex(@"^stream_id=(?<stream>\d+) closed$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StreamClosed();

    [GeneratedRegex(@"^\(error_code=\w+\(0x(?<code>[0-9a-f]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ErrorCode();
}
