using System.ComponentModel.DataAnnotations;
using Curlew.Domain.Access;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Domain.Targets;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access;
using Curlew.Storage.Targets;

namespace Curlew.Service.Features.Targets;

/// <summary>Allows something to be tested.</summary>
internal sealed class CreateTarget : ISlice
{
    private const string RuleField = "rule";

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(TargetAddress.Targets, HandleAsync)
        .WithName("createTarget")
        .WithTags(TargetAddress.Tag)
        .WithSummary("Allow something to be tested")
        .WithDescription("""
            Adds a rule to those of the settings, for all nodes, from now on: `*.shop.test` for the hosts of a domain, `https://shop.test:443` for one
            host in one way, `10.1.0.0/16` for a network. Allow only what agreed to be tested. Link-local addresses and those of a cloud's
            metadata are allowed only by rules that name them one by one.
            """)
        .RequiresRole(ApiRole.Admin)
        .Accepts<TargetRequest>("application/json")
        .TakesForExample(
        [
            new BodyExample("domain", "The hosts of a domain, over TLS", new TargetRequest("https://*.shop.test:443", "Agreed with the shop's team")),
            new BodyExample("network", "A network", new TargetRequest("10.1.0.0/16", null)),
        ])
        .Answers<TargetResource>(StatusCodes.Status201Created, "Added.")
        .AnswersWithHeader(StatusCodes.Status201Created, "Location", "The rule's address.")
        .Fails(
            ProblemType.NotJson, ProblemType.TargetExists, ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType,
            ProblemType.InvalidFields);

    private static async Task<IResult> HandleAsync(HttpContext context, TargetRuleStore rules, CancellationToken cancelled)
    {
        var (body, unread) = await JsonBody.ReadAsync(context.Request, JsonBody.SmallBytes, cancelled);
        if (unread is not null)
            return unread;
        if (JsonBody.Read(() => DocumentReader.Read<TargetRequest>(body), out var reading) is { } problem)
            return problem;
        if (reading.Document is not { } document)
            return JsonBody.ProblemOf(reading.Faults);
        if (document.Rule is not { } text)
            return Faulty("Is missing: what may be tested, as in \"https://*.shop.test:443\", \"10.1.0.0/16\" or \"localhost\".");
        if (!TargetRule.TryParse(text, out var rule, out var fault))
            return Faulty(fault);

        var (record, isNew) = await rules.AddAsync(rule.Text, document.Note, Caller.Of(context).Name, cancelled);
        return isNew
            ? Results.Created(TargetAddress.Of(record.Id), TargetResource.Of(record))
            : Problem.Of(ProblemType.TargetExists, $"The rule \"{record.Rule}\" is there already: {TargetAddress.Of(record.Id)}.");
    }

    private static IResult Faulty(string message) => JsonBody.ProblemOf([new DefinitionFault(RuleField, message)]);
}

/// <summary>What may be tested from now on.</summary>
/// <param name="Rule">
/// Scheme, host, address or network, and port, as in <c>https://*.shop.test:443</c>; what is left out may be anything. Must be there.
/// </param>
/// <param name="Note">Why, and who agreed; default none.</param>
public sealed record TargetRequest(
    [property: MaxLength(TargetRule.MaxLength)] string? Rule, [property: MaxLength(TargetRuleRecord.NoteLength)] string? Note);
