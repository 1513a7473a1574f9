using System.Text;

namespace Curlew.Service.Tests.Hosting.BadRequests;

/// <summary>
/// Makes bad requests of the service's OpenAPI document, the same ones for the same seed and document. Every operation has its turn with
/// each kind of fault, every parameter and field with some bad value.
/// </summary>
/// <param name="operations">What there is.</param>
/// <param name="known">Ids of things that exist, by the first word of their address: <c>runs</c>, <c>definitions</c>.</param>
/// <param name="cursors">Cursors that the service has answered with.</param>
/// <param name="seed">The seed.</param>
internal sealed class BadRequestGenerator(
    IReadOnlyList<ApiOperation> operations, IReadOnlyDictionary<string, string> known, IReadOnlyList<string> cursors, int seed)
{
    // What has a body has most of what can be wrong.
    private const int WeightOfBodies = 5;

    // How many requests of an operation make a round of all kinds of faults, and how many of them are of one kind.
    private const int Round = 6;
    private const int RoundWithBodies = 16;
    private const int ParametersInARound = 2;
    private const int FieldsInARound = 6;

    /// <summary>Bytes of a request line that Kestrel takes by default.</summary>
    private const int KestrelsRequestLine = 8 * 1024;

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "BREW"];
    private static readonly string[] PlausibleHeaders = ["*", "\"1\"", "1-0"];
    private static readonly string[] MediaTypes =
    [
        "text/html", "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x",
        "application/json; charset=utf-16", "application/json; charset=nonsense", "application/merge-patch+json", "application/octet-stream", "json", "", "*/*",
        "application/json, text/plain", "application/problem+json",
    ];
    private static readonly string[] Headers =
    [
        "Accept", "Accept-Encoding", "Accept-Language", "Authorization", "X-Api-Key", "Cookie", "If-Match", "If-None-Match", "If-Modified-Since", "Last-Event-ID",
        "Idempotency-Key", "Range", "Origin", "Referer", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-HTTP-Method-Override", "traceparent",
        "baggage", "Prefer", "Via", "Forwarded",
    ];

    private readonly Random _random = new(seed);
    private readonly BadBodies _bodies = new(new Random(seed));

    /// <summary>At least so many requests, in a fixed order; more where some parameter or field would have no turn.</summary>
    public IEnumerable<BadRequest> Make(int count)
    {
        var share = (double)count / operations.Sum(WeightOf);
        return operations.SelectMany(operation =>
            Enumerable.Range(0, Math.Max((int)Math.Ceiling(share * WeightOf(operation)), LeastOf(operation)))
                .Select(turn => Make(operation, turn)));
    }

    /// <summary>How many requests it takes until each parameter and field of an operation has had its turn.</summary>
    private static int LeastOf(ApiOperation operation)
    {
        var rounds = Math.Max(
            RoundsFor(operation.Parameters.Count, ParametersInARound),
            RoundsFor(operation.Bodies.Sum(body => body.Fields.Count), FieldsInARound));
        return rounds * (operation.Bodies.Count > 0 ? RoundWithBodies : Round);
    }

    private static int RoundsFor(int count, int inARound) => (count + inARound - 1) / inARound;

    private static int WeightOf(ApiOperation operation) => operation.Bodies.Count > 0 ? WeightOfBodies : 1;

    private BadRequest Make(ApiOperation operation, int turn)
    {
        var (kind, round) = operation.Bodies.Count > 0 ? (turn % RoundWithBodies, turn / RoundWithBodies) : (turn % Round, turn / Round);
        return kind switch
        {
            0 or 1 => WithBadParameter(operation, (ParametersInARound * round) + kind),
            2 => round % 2 == 0
                ? Plain(operation, "raw path") with { Target = Target(operation) + Pick(BadValues.RawPaths) }
                : WithBadQuery(operation),
            3 => WithOtherMethod(operation),
            4 => WithHeaders(operation, "header", BadHeader(), BadHeader()),
            5 => round % 8 == 0 ? BeyondLimits(operation) : round % 4 == 0 ? WithUnaskedBody(operation) : WithBadQuery(operation),
            6 => Of(operation, _bodies.WithOtherFields),
            7 or 8 => Of(operation, _bodies.Mangled),
            9 => WithOtherType(operation, round),
            _ => WithBadField(operation, (FieldsInARound * round) + kind - (RoundWithBodies - FieldsInARound)),
        };
    }

    private BadRequest WithBadField(ApiOperation operation, int turn)
    {
        var fields = operation.Bodies.SelectMany(body => body.Fields.Select(field => (Body: body, Field: field))).ToList();
        if (fields.Count == 0)
            return Of(operation, _bodies.Mangled);
        var (body, field) = fields[turn % fields.Count];
        return Of(operation, body, _bodies.WithBadField(body, field));
    }

    private BadRequest Of(ApiOperation operation, Func<ApiBody, (string What, byte[] Body)> make)
    {
        var body = Pick(operation.Bodies);
        return Of(operation, body, make(body));
    }

    private BadRequest Of(ApiOperation operation, ApiBody body, (string What, byte[] Bytes) made)
    {
        var (what, bytes) = made;
        return Plain(operation, $"body: {what}") with { Body = bytes, ContentType = body.MediaType, IsChunked = _random.Next(8) == 0 };
    }

    private BadRequest WithOtherType(ApiOperation operation, int round)
    {
        var body = Pick(operation.Bodies);
        var bytes = Encoding.UTF8.GetBytes(Pick(body.Examples).ToJsonString());
        if (round % 2 == 0)
            return Plain(operation, "content type") with { Body = bytes, ContentType = Pick(MediaTypes) };
        var coding = Pick(["gzip", "br", "deflate", "identity, gzip", "nonsense"]);
        var isTrue = _random.Next(2) == 0;
        return Plain(operation, "content encoding") with
        {
            Body = isTrue ? BadBodies.Compressed(bytes, coding) : bytes,
            ContentType = body.MediaType,
            ContentEncoding = coding,
        };
    }

    /// <summary>But not one that takes away what others are to find.</summary>
    private BadRequest WithOtherMethod(ApiOperation operation)
    {
        var method = Pick(Methods);
        var isOne = operations.Any(other => other.Path == operation.Path && other.Method == "DELETE");
        return Plain(operation, "method") with { Method = isOne && method == "DELETE" ? "UNDELETE" : method };
    }

    private BadRequest WithUnaskedBody(ApiOperation operation) => Plain(operation, "a body that nobody asked for") with
    {
        Body = Encoding.UTF8.GetBytes(Pick(BadValues.Json)),
        ContentType = Pick(MediaTypes),
        IsChunked = _random.Next(2) == 0,
    };

    private BadRequest BeyondLimits(ApiOperation operation) => _random.Next(4) switch
    {
        0 => Plain(operation, "long header") with { Headers = [("X-Long", new string('x', 40_000))], IsForKestrel = true },
        1 => Plain(operation, "many headers") with
        {
            Headers = [.. Enumerable.Range(0, 120).Select(index => ($"X-{index}", "1"))], IsForKestrel = true,
        },
        2 => Plain(operation, "long path") with { Target = $"{Target(operation)}/{new string('a', 9_000)}", IsForKestrel = true },
        _ => Plain(operation, "NUL in the path") with { Target = $"{Target(operation)}/a%00b", IsForKestrel = true },
    };

    private BadRequest WithBadParameter(ApiOperation operation, int turn)
    {
        if (operation.Parameters.Count == 0)
            return Plain(operation, "unknown parameter") with { Target = $"{Target(operation)}?unknown={Escaped(Pick(BadValues.Text))}" };
        var parameter = operation.Parameters[turn % operation.Parameters.Count];
        var value = Pick(BadValues.Text);
        var request = Plain(operation, $"parameter {parameter.Name}");
        return parameter.In switch
        {
            "path" => request with { Target = Target(operation, parameter.Name, Escaped(value.Replace("\0", "", StringComparison.Ordinal))) },
            "query" => request with { Target = $"{Target(operation)}?{parameter.Name}={InAQuery(value)}" },
            _ => WithHeaders(operation, request.What, (parameter.Name, InAHeader(value))),
        };
    }

    /// <summary>Several parameters at once, some of them twice, some that are not there.</summary>
    private BadRequest WithBadQuery(ApiOperation operation)
    {
        var names = operation.Parameters.Where(parameter => parameter.In == "query").Select(parameter => parameter.Name)
            .DefaultIfEmpty("unknown").ToList();
        var query = Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Pick(names)).Select(name => $"{name}={InAQuery(ValueOf(name))}");
        var target = $"{Target(operation)}?{string.Join('&', query)}";
        var line = $"{operation.Method} {target} HTTP/1.1\r\n";
        return Plain(operation, "query") with { Target = target, IsForKestrel = line.Length > KestrelsRequestLine };
    }

    private string ValueOf(string parameter)
    {
        if (parameter != "cursor" || _random.Next(3) == 0)
            return Pick(BadValues.Text);
        var cursor = Pick(cursors).ToCharArray();
        if (_random.Next(4) > 0)
            cursor[_random.Next(cursor.Length)] = (char)_random.Next(' ', 0x7f);
        return new string(cursor);
    }

    /// <summary>What is not ASCII is sent in Latin-1, which is no UTF-8 and refused by Kestrel.</summary>
    private BadRequest WithHeaders(ApiOperation operation, string what, params (string Name, string Value)[] headers) =>
        Plain(operation, what) with { Headers = headers, IsForKestrel = headers.Any(header => header.Value.Any(character => character > 0x7f)) };

    private (string Name, string Value) BadHeader() => (Pick(Headers), InAHeader(Pick(BadValues.Text)));

    /// <summary>The operation as it should be, but for a body that is a right one where it needs one.</summary>
    private BadRequest Plain(ApiOperation operation, string what)
    {
        var headers = operation.Parameters.Where(parameter => parameter.In == "header" && _random.Next(3) > 0)
            .Select(parameter => (parameter.Name, Pick(PlausibleHeaders)));
        var request = new BadRequest(what, operation.Method, Target(operation)) { Headers = [.. headers] };
        if (operation.Bodies.Count == 0)
            return request;
        var body = Pick(operation.Bodies);
        return request with { Body = Encoding.UTF8.GetBytes(Pick(body.Examples).ToJsonString()), ContentType = body.MediaType };
    }

    private string Target(ApiOperation operation, string? parameter = null, string? value = null)
    {
        var words = operation.Path.Split('/');
        var resource = words.LastOrDefault(known.ContainsKey);
        return string.Join('/', words.Select(word =>
            !word.StartsWith('{') ? word
            : parameter is not null && word == $"{{{parameter}}}" ? value
            : word == "{id}" && resource is not null && _random.Next(10) > 0 ? known[resource]
            : Pick(["1", Guid.Empty.ToString("D")])));
    }

    private string InAQuery(string value) => _random.Next(6) == 0 ? Pick(BadValues.RawQueries) : Escaped(value);

    private static string Escaped(string value) => Uri.EscapeDataString(value);

    /// <summary>What would end the header cannot be in it.</summary>
    private static string InAHeader(string value) => new([.. value.Where(character => character is >= ' ' and < (char)0x100 and not (char)0x7f)]);

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
