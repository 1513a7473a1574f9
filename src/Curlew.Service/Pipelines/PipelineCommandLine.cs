using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Service.Hosting;

namespace Curlew.Service.Pipelines;

/// <summary>The arguments of <c>run</c> and <c>wait</c>; what is not known is a fault.</summary>
/// <param name="Verb"><c>run</c> or <c>wait</c>.</param>
/// <param name="Options">The options that have a value, and what was given.</param>
/// <param name="IsStrict">Whether what could not be judged is not to pass.</param>
internal sealed record PipelineCommandLine(string Verb, IReadOnlyDictionary<string, string> Options, bool IsStrict)
{
    /// <summary>The word of the command that asks for a run.</summary>
    public const string Run = "run";

    /// <summary>The word of the command that waits for one.</summary>
    public const string Wait = "wait";

    /// <summary>The environment variable that has the API key.</summary>
    public const string KeyVariable = "CURLEW_API_KEY";

    /// <summary>How it is used.</summary>
    public const string Usage = """
        Asks a Curlew service for a run, or waits for one, and ends with what came of it.

          Curlew.Service run  --definition ID [--url URL] [--overrides JSON|@FILE] [--baseline RUN] [--junit FILE] [--report FILE]
                              [--timeout SECONDS] [--strict]
          Curlew.Service wait --run ID [--url URL] [--junit FILE] [--report FILE] [--timeout SECONDS] [--strict]

        --url is http://127.0.0.1:5080 unless given; the API key is taken from the environment variable CURLEW_API_KEY. --baseline names
        the run to be held against. --junit and --report save the verdict as JUnit XML and the report as a page.

        Exit codes: 0 passed; 1 a threshold was broken, or something regressed; 2 the run failed, was stopped or interrupted, or its end
        could not be seen; 3 the figures are not to be judged: self-checks are invalid, or, with --strict, the run was not comparable
        with its baseline or inconclusive; 4 the command was misused, or the service refused; 130 Ctrl-C, which leaves the run alone.
        """;

    private const string Strict = "strict";
    private const string UrlOption = "url";
    private const string DefinitionOption = "definition";
    private const string OverridesOption = "overrides";
    private const string BaselineOption = "baseline";
    private const string RunOption = "run";
    private const string JUnitOption = "junit";
    private const string ReportOption = "report";
    private const string TimeoutOption = "timeout";

    private static readonly string[] OfBoth = [UrlOption, JUnitOption, ReportOption, TimeoutOption];
    private static readonly string[] OfRun = [.. OfBoth, DefinitionOption, OverridesOption, BaselineOption];
    private static readonly string[] OfWait = [.. OfBoth, RunOption];

    /// <summary>Reads the arguments, the command's word first, and sees to it that each means something.</summary>
    /// <exception cref="StartException">They have a fault.</exception>
    public static PipelineCommandLine Read(IReadOnlyList<string> arguments)
    {
        var (options, isStrict) = (new Dictionary<string, string>(), false);
        var known = arguments[0] == Run ? OfRun : OfWait;
        for (var place = 1; place < arguments.Count; place++)
        {
            var argument = arguments[place];
            if (argument == $"--{Strict}")
            {
                isStrict = true;
                continue;
            }

            if (!argument.StartsWith("--", StringComparison.Ordinal))
                throw Fault($"\"{argument}\" is not known.");
            var (name, value) = argument[2..].Split('=', 2) is [var before, var after] ? (before, after) : (argument[2..], null);
            if (!known.Contains(name))
                throw Fault($"--{name} is not known.");
            value ??= ++place < arguments.Count ? arguments[place] : throw Fault($"--{name} needs a value.");
            if (!options.TryAdd(name, value))
                throw Fault($"--{name} is there twice.");
        }

        var line = new PipelineCommandLine(arguments[0], options, isStrict);
        _ = (line.Url, line.Timeout, line.Overrides, line.BaselineRunId, arguments[0] == Run ? line.DefinitionId : line.RunId);
        return line;
    }

    /// <summary>The service's address.</summary>
    public Uri Url => Uri.TryCreate(Options.GetValueOrDefault(UrlOption, "http://127.0.0.1:5080"), UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw Fault("--url must be the address of a service, as in http://127.0.0.1:5080.");

    /// <summary>The definition to be run.</summary>
    public string DefinitionId => IdOf(DefinitionOption) ?? throw Fault("--definition is needed: the id of a saved definition.");

    /// <summary>The run to wait for; null where one is to be asked for.</summary>
    public string? RunId => Verb == Run ? null : IdOf(RunOption) ?? throw Fault("--run is needed: the id of a run.");

    /// <summary>The run to be held against; null for what the definition says.</summary>
    public string? BaselineRunId => IdOf(BaselineOption);

    /// <summary>What is to differ from the definition; null for nothing.</summary>
    public JsonNode? Overrides => Options.GetValueOrDefault(OverridesOption) is { } text ? OverridesIn(text) : null;

    /// <summary>Where to save the verdict.</summary>
    public string? JUnitFile => Options.GetValueOrDefault(JUnitOption);

    /// <summary>Where to save the report.</summary>
    public string? ReportFile => Options.GetValueOrDefault(ReportOption);

    /// <summary>How long to wait; null for as long as it takes.</summary>
    public TimeSpan? Timeout
    {
        get
        {
            if (Options.GetValueOrDefault(TimeoutOption) is not { } text)
                return null;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 1_000_000
                ? TimeSpan.FromSeconds(seconds)
                : throw Fault($"--timeout must be a whole number of seconds from 1 to 1000000, but is \"{text}\".");
        }
    }

    private string? IdOf(string option)
    {
        if (Options.GetValueOrDefault(option) is not { } text)
            return null;
        return Guid.TryParseExact(text, "D", out var id) ? id.ToString("D") : throw Fault($"--{option} must be an id, a UUID, but is \"{text}\".");
    }

    private static JsonNode OverridesIn(string text)
    {
        try
        {
            var json = text.StartsWith('@') ? File.ReadAllText(text[1..]) : text;
            return JsonNode.Parse(json) ?? throw new JsonException("It is null.");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Fault($"--overrides must be JSON, or @ and the name of a file with it: {exception.Message}");
        }
    }

    /// <summary>A fault, with how it is used.</summary>
    private static StartException Fault(string what) => new($"{what}\n\n{Usage}");
}
