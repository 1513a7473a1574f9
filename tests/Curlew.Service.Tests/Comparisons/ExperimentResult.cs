using System.Text.Json.Nodes;

namespace Curlew.Service.Tests.Comparisons;

/// <summary>A comparison that has ended.</summary>
/// <param name="Json">As the API has it.</param>
/// <param name="Summaries">The summaries of its runs, by their ids.</param>
internal sealed record ExperimentResult(JsonNode Json, IReadOnlyDictionary<string, JsonNode> Summaries)
{
    /// <summary>Its arms, in their order.</summary>
    public IReadOnlyList<ExperimentArm> Arms { get; } =
        [.. Json["result"]!["arms"]!.AsArray().Select(arm => new ExperimentArm(arm!, [.. RunsOf(arm!).Select(run => Summaries[run])]))];

    /// <summary>The arm that it recommends.</summary>
    public ExperimentArm RecommendedArm => Arms.Single(arm => arm.Name == (string?)Json["result"]!["recommendation"]!["arm"]);

    private static IEnumerable<string> RunsOf(JsonNode arm) => arm["rounds"]!.AsArray().Select(round => (string)round!["runId"]!);
}

/// <summary>An arm: what its runs counted, whether or not the comparison uses their figures.</summary>
internal sealed class ExperimentArm(JsonNode json, IReadOnlyList<JsonNode> runs)
{
    /// <summary>Its number, from 0.</summary>
    public int Number => (int)json["arm"]!;

    /// <summary>What it is called.</summary>
    public string Name => (string)json["name"]!;

    /// <summary>The HTTP version that was asked for.</summary>
    public string HttpVersion => (string)json["httpVersionAsked"]!;

    /// <summary>The HTTP versions that were negotiated.</summary>
    public string Negotiated => string.Join(
        ", ", runs.SelectMany(run => run["httpVersions"]!.AsArray()).Select(version => (string)version!["version"]!).Distinct());

    /// <summary>Requests that ended.</summary>
    public long Requests => Sum("requests");

    /// <summary>Those that succeeded.</summary>
    public long Succeeded => Sum("succeeded");

    /// <summary>Those that failed.</summary>
    public long Failed => Sum("failed");

    /// <summary>Requests that libcurl sent again and said nothing.</summary>
    public long HiddenRepeats => Sum("hiddenRepeats");

    /// <summary>Requests that ended with CURLcode 92.</summary>
    public long StreamErrors => runs
        .SelectMany(run => run["curlCodes"]!.AsArray())
        .Where(code => (int)code!["code"]! == 92)
        .Sum(code => (long)code!["count"]!);

    /// <summary>Whether the comparison uses the figures of all its runs: a busy machine may have made some invalid.</summary>
    public bool IsUsed => (int)json["roundsUsed"]! == runs.Count;

    /// <summary>What the comparison says of CURLcode 92.</summary>
    public long ShownStreamErrors => (long)json["streamErrors"]!;

    /// <summary>Connections that were opened.</summary>
    public long ConnectionsOpened => runs.Sum(run => (long)run["connections"]!["opened"]!);

    private long Sum(string figure) => runs.Sum(run => (long?)run["total"]![figure] ?? 0);
}
