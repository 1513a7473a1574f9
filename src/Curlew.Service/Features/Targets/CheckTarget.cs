using System.Text.Json;
using System.Text.Json.Nodes;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Service.Security.Targets;

namespace Curlew.Service.Features.Targets;

/// <summary>Says whether a URL may be tested.</summary>
internal sealed class CheckTarget : ISlice
{
    private const string UrlName = "url";

    private static readonly QueryParameter<string?> Url = QueryParameters.Pattern<string?>(
        UrlName, "The URL, escaped as a parameter is.", "a URL as a step of a definition has it", "https://shop.test/cart", TryReadUrl);

    private static readonly QueryParameter[] Parameters = [Url];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(TargetAddress.Check, HandleAsync)
        .WithName("checkTarget")
        .WithTags(TargetAddress.Tag)
        .WithSummary("Ask whether a URL may be tested")
        .WithDescription("""
            Answers what a run of this URL would be told, and, where it may not be tested, which rule is missing. What a name resolves to is
            asked only when a run connects: an address that is not allowed is not connected to, whatever its name.
            """)
        .Takes(Parameters)
        .Answers<TargetAnswer>(StatusCodes.Status200OK, "Whether it may.")
        .Fails(ProblemType.InvalidQuery);

    private static async Task<IResult> HandleAsync(HttpRequest request, ITargets targets, CancellationToken cancelled)
    {
        var query = new QueryReading(request.Query, Parameters);
        var url = query.Read(Url);
        RunDefinition? definition = null;
        if (url is not null)
            definition = Read(url, query);
        else if (!request.Query.ContainsKey(UrlName))
            query.Refuse(Url, "Is missing: the URL to ask about.");
        if (query.Problem() is { } problem)
            return problem;

        var refusals = (await targets.CurrentAsync(cancelled)).Check(definition!);
        return Results.Ok(refusals is [var refusal, ..]
            ? new TargetAnswer(url!, false, TargetAnswers.SentenceOf(refusal.Decision), refusal.Decision.MissingRule)
            : new TargetAnswer(url!, true, null, null));
    }

    /// <summary>By the very way that a run's URL goes, so that the answers cannot differ.</summary>
    private static RunDefinition? Read(string url, QueryReading query)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["url"] = url, ["requests"] = 1 });
        var reading = DefinitionReader.Read(json, [DefinitionLimits.DefaultEngine]);
        foreach (var fault in reading.Faults)
            query.Refuse(Url, fault.Message);
        return reading.Definition;
    }

    private static bool TryReadUrl(string text, out string? value)
    {
        value = text;
        return text.Length is > 0 and <= DefinitionLimits.UrlLength;
    }
}

/// <summary>Whether a URL may be tested.</summary>
/// <param name="Url">The URL that was asked about.</param>
/// <param name="IsAllowed">Whether it may.</param>
/// <param name="Reason">Where it may not: why, and what would change that.</param>
/// <param name="MissingRule">Where it may not: the rule that would allow it, for <c>POST /api/v1/targets</c>.</param>
public sealed record TargetAnswer(string Url, bool IsAllowed, string? Reason, string? MissingRule);
