using Curlew.Domain.Access;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Reading;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access;

namespace Curlew.Service.Features.ApiKeys;

/// <summary>Makes an API key.</summary>
internal sealed class CreateApiKey : ISlice
{
    private const string Description = """
        Makes a key and tells it once, as `key`: the service keeps its SHA-256 only. Keys look like
        `crlw_<prefix>_<secret>`, so that scanners for secrets find them. Once there is a key, every request needs one, also from
        this machine; so the first one must be an administrator's without end. The program's own command does the same where
        nobody has a key (any more): `Curlew.Service keys create --name NAME --role admin`.
        """;

    private static readonly BodyExample[] Examples =
    [
        new("nightly", "For a build server, for 90 days", new ApiKeyRequest { Name = "nightly", Role = "runner", ExpiresInDays = 90 }),
        new("limited", "For somebody who must not send much", new ApiKeyRequest
        {
            Name = "ann",
            Role = "runner",
            Limits = new ApiKeyLimits { RatePerSecond = 100, VirtualUsers = 50, DurationSeconds = 600, ConcurrentRuns = 1 },
        }),
        new("prometheus", "To fetch /metrics with", new ApiKeyRequest { Name = "prometheus", Role = "viewer" }),
    ];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(ApiKeyAddress.Keys, HandleAsync)
        .RequiresRole(ApiRole.Admin)
        .WithName("createApiKey")
        .WithTags(ApiKeyAddress.Tag)
        .WithSummary("Make an API key")
        .WithDescription(Description)
        .Accepts<ApiKeyRequest>("application/json")
        .TakesForExample(Examples)
        .Answers<CreatedApiKey>(StatusCodes.Status201Created, "Made; the key itself is in this answer only.")
        .AnswersWithHeader(StatusCodes.Status201Created, "Location", "The address of what is kept of the key.")
        .Fails(ProblemType.NotJson, ProblemType.BodyTooLarge, ProblemType.UnsupportedMediaType, ProblemType.InvalidFields);

    private static async Task<IResult> HandleAsync(
        HttpContext context, Security.Access.Keys.ApiKeys keys, TimeProvider time, CancellationToken cancelled)
    {
        var (body, unread) = await JsonBody.ReadAsync(context.Request, JsonBody.SmallBytes, cancelled);
        if (unread is not null)
            return unread;
        if (JsonBody.Read(() => DocumentReader.Read<ApiKeyRequest>(body), out var reading) is { } problem)
            return problem;
        if (reading.Document is not { } document)
            return JsonBody.ProblemOf(reading.Faults);

        var now = time.GetUtcNow();
        var faults = document.Faults(now).ToList();
        if (faults.Count == 0 && await keys.AreNoneAsync(cancelled))
            faults.AddRange(FaultsOfFirst(document));
        if (faults.Count > 0)
            return JsonBody.ProblemOf(faults);

        var (record, text) = await keys.CreateAsync(
            document.Name!, document.RoleOfKey, document.EndOfKey(now), document.Limits?.ToLimits(), Caller.Of(context).Name, cancelled);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Created(
            ApiKeyAddress.Of(record.Id), new CreatedApiKey(text.Reveal(), ApiKeyResource.Of(record, now)));
    }

    /// <summary>Whoever makes the first key closes the service; nobody but its holder can make another one here.</summary>
    private static IEnumerable<DefinitionFault> FaultsOfFirst(ApiKeyRequest document)
    {
        if (document.RoleOfKey != ApiRole.Admin)
        {
            yield return new DefinitionFault(
                "role", "Must be admin: this is the first key, and from then on only an admin's makes others.");
        }

        if (document.ExpiresAt is not null || document.ExpiresInDays is not null)
        {
            yield return new DefinitionFault(
                document.ExpiresAt is null ? "expiresInDays" : "expiresAt",
                "Must be absent: this is the first key, and when it has expired nobody could make another one.");
        }
    }
}
