using Curlew.Domain.Access;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Queries;
using Curlew.Service.Security.Access;
using Curlew.Storage.Audit;

namespace Curlew.Service.Features.Audit;

/// <summary>Lists who did what.</summary>
internal sealed class ListAudit : ISlice
{
    private const int GreatestLimit = 200;
    private const int DefaultLimit = 50;

    private const string Description = """
        The trail has an entry for every request that may have changed something, whatever came of it, and for every one that was denied
        (401, 403, 429); reading leaves none. An entry is written before its answer goes out. Of denied requests of one key, or one address
        without a key, the first ten of ten minutes have entries of their own; the others share one, whose `action` is `deniedRequests`.

        Filters add up. Follow `nextCursor` for older entries. Entries stay for `Retention:AuditDays`.
        """;

    private static readonly QueryParameter<string?> Actor = QueryParameters.Pattern<string?>(
        "actor", "Only what was done by whoever has this name.", "the name of an API key, `local` or `anonymous`", "ci", TryReadText);

    private static readonly QueryParameter<Guid?> Key = QueryParameters.Pattern<Guid?>(
        "keyId", "Only what was done with this API key.", "the id of an API key, a UUID", "0199b3a0-5a7c-7f1e-9d39-0f2d8c1b7a46", TryReadId);

    private static readonly QueryParameter<string?> Action = QueryParameters.Pattern<string?>(
        "action", "Only this operation.", "an `operationId` of this document, or the action of an entry", "createRun", TryReadText);

    private static readonly QueryParameter<int?> Status =
        QueryParameters.Whole("status", "Only what was answered with this HTTP status.", least: 100, greatest: 599);

    private static readonly QueryParameter<DateTimeOffset?> From = QueryParameters.Moment("from", "Only entries of this moment or later.");

    private static readonly QueryParameter<DateTimeOffset?> To = QueryParameters.Moment("to", "Only entries before this moment.");

    private static readonly QueryParameter<int> Limit = QueryParameters.Limit(GreatestLimit, DefaultLimit);

    private static readonly QueryParameter<Guid?> After = QueryParameters.Cursor<Guid?>(Cursor.TryReadAudit);

    private static readonly QueryParameter[] Parameters = [Actor, Key, Action, Status, From, To, Limit, After];

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/audit", HandleAsync)
        .WithName("listAudit")
        .WithTags("Audit")
        .WithSummary("List who did what, newest first")
        .WithDescription(Description)
        .RequiresRole(ApiRole.Admin)
        .Takes(Parameters)
        .Answers<AuditList>(StatusCodes.Status200OK, "Entries, newest first.")
        .Fails(ProblemType.InvalidQuery);

    private static async Task<IResult> HandleAsync(HttpRequest request, AuditStore audit, CancellationToken cancelled)
    {
        var query = new QueryReading(request.Query, Parameters);
        var filter = new AuditFilter
        {
            Actor = query.Read(Actor),
            KeyId = query.Read(Key),
            Action = query.Read(Action),
            Status = query.Read(Status),
            From = query.Read(From),
            To = query.Read(To),
        };
        var (limit, after) = (query.Read(Limit), query.Read(After));
        if (query.Problem() is { } problem)
            return problem;

        var page = await audit.ListAsync(filter, limit, after, cancelled);
        return Results.Ok(new AuditList([.. page.Items.Select(AuditEntry.Of)], page.Next is { } next ? Cursor.OfAudit(next) : null));
    }

    private static bool TryReadId(string text, out Guid? value)
    {
        var read = Guid.TryParseExact(text, "D", out var id);
        value = id;
        return read;
    }

    // PostgreSQL knows no text that holds a NUL.
    private static bool TryReadText(string text, out string? value)
    {
        value = text;
        return text.Length > 0 && !text.Contains('\0');
    }
}
