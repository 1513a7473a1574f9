using System.Globalization;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Definitions.Import;

/// <summary>One exchange of an archive, as far as it can become a step.</summary>
internal sealed record HarEntry
{
    private const int HighestStatusThatSucceeds = 399;

    private static readonly string[] Conditions = ["If-None-Match", "If-Modified-Since"];

    private static readonly string[] CachesOfSafari = ["Memory Cache", "Disk Cache"];

    /// <summary>Where it stands, as in <c>log.entries[3]</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Its URL as it was written.</summary>
    public required string Url { get; init; }

    /// <summary>Its method.</summary>
    public required string Method { get; init; }

    /// <summary>When it was sent; null where that is not told.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>The protocol as browsers write it, as in <c>h2</c>.</summary>
    public required string HttpVersion { get; init; }

    /// <summary>
    /// The status that it was answered with; null where that is not told, 0 where there was no answer (Firefox writes null).
    /// </summary>
    public double? Status { get; init; }

    /// <summary>Whether the browser took it from its cache.</summary>
    public bool IsFromCache { get; init; }

    /// <summary>Its request.</summary>
    public required HarNode Request { get; init; }

    /// <summary>Where what is read of the request tells its faults.</summary>
    public required HarFault Fault { get; init; }

    /// <summary>Reads one; null where what it needs is missing or anything has a wrong type, which is told.</summary>
    public static HarEntry? Read(HarNode node, HarFault fault)
    {
        var request = node.Object("request");
        if (request is null)
            fault.Tell(node.PathOf("request"), "is missing");
        var url = request?.NeededText("url");
        var method = request?.NeededText("method");
        var response = node.Object("response");
        var entry = fault.IsTold ? null : new HarEntry
        {
            Path = node.Path,
            Url = url!,
            Method = method!,
            Request = request!.Value,
            Fault = fault,
            Started = ReadStart(node, fault),
            Time = SecondsOf(node.Number("time")),
            HttpVersion = response?.Text("httpVersion") is { Length: > 0 } answered ? answered : request.Value.Text("httpVersion") ?? "",
            Status = response?.Has("status") == true ? response.Value.Number("status") ?? 0 : null,
            IsFromCache = ReadIsFromCache(node, request.Value),
        };
        return fault.IsTold ? null : entry;
    }

    /// <summary>Why it is no step, as the end of a sentence; null where it can be one.</summary>
    public string? WhyNone() =>
        !Url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !Url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            ? "only http and https URLs can be sent"
        : IsFromCache ? "the browser took it from its cache, so the server never saw it"
        : Status == 0 ? "it was blocked or got no answer (status 0)"
        : null;

    /// <summary>The step, without name and think time.</summary>
    public StepDocument ToStep(HarNotes notes)
    {
        var headers = HarHeaders.Read(Request, Url, notes);
        var step = HarBody.AddTo(new StepDocument { Method = Method, Url = TemplateParser.Escape(Url) }, Request, headers, notes);
        return step with
        {
            Headers = headers.ToDocument(),
            Compression = headers.AskForCompression ? true : null,
            ContinueOnFailure = Status > HighestStatusThatSucceeds ? true : null,
        };
    }

    /// <summary>Method and path, as short as a step's name has to be with <paramref name="room"/> for more.</summary>
    public string NameOf(int room)
    {
        var start = Url.IndexOf('/', Url.IndexOf("://", StringComparison.Ordinal) + "://".Length);
        var path = start < 0 ? "/" : Url[start..].Split('?', '#')[0];
        var name = $"{Method} {(path.StartsWith('/') ? path : "/")}";
        return name.Length <= DefinitionLimits.NameLength - room ? name : $"{name[..(DefinitionLimits.NameLength - room - 1)]}…";
    }

    private static DateTimeOffset? ReadStart(HarNode node, HarFault fault)
    {
        if (node.Text("startedDateTime") is not { Length: > 0 } text)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start))
            return start;
        fault.Tell(node.PathOf("startedDateTime"), $"must be a time (ISO 8601), but is \"{FieldPath.Shown(text)}\"");
        return null;
    }

    /// <summary>Archives have milliseconds, -1 where they are not known.</summary>
    private static TimeSpan SecondsOf(double? milliseconds) =>
        milliseconds is > 0 and < 1e12 ? TimeSpan.FromMilliseconds(milliseconds.Value) : TimeSpan.Zero;

    /// <summary>
    /// The format has no field for it. Chrome writes <c>_fromCache</c>, Safari <c>_fetchType</c>, and Firefox
    /// <c>cache.afterRequest</c> beside a status of 304, which is its cache's own answer unless the request asked the server
    /// whether something changed.
    /// </summary>
    private static bool ReadIsFromCache(HarNode node, HarNode request) =>
        node.Has("_fromCache")
        || (node.Has("_fetchType") && CachesOfSafari.Contains(node.Text("_fetchType")))
        || (node.Object("cache") is { } cache && cache.Has("afterRequest") && !cache.Has("beforeRequest")
            && !request.Objects("headers").Any(header => Conditions.Contains(header.Text("name"), StringComparer.OrdinalIgnoreCase)));
}
