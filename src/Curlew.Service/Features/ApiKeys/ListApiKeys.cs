using Curlew.Domain.Access;
using Curlew.Service.Documentation;
using Curlew.Service.Security.Access;
using Curlew.Storage.Access;

namespace Curlew.Service.Features.ApiKeys;

/// <summary>Lists API keys.</summary>
internal sealed class ListApiKeys : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(ApiKeyAddress.Keys, HandleAsync)
        .RequiresRole(ApiRole.Admin)
        .WithName("listApiKeys")
        .WithTags(ApiKeyAddress.Tag)
        .WithSummary("List API keys, newest first")
        .WithDescription("All of them at once, those that expired or were revoked too; never the keys themselves.")
        .Answers<ApiKeyList>(StatusCodes.Status200OK, "The keys, newest first.")
        .Fails();

    private static async Task<IResult> HandleAsync(ApiKeyStore keys, TimeProvider time, CancellationToken cancelled)
    {
        var now = time.GetUtcNow();
        return Results.Ok(new ApiKeyList([.. (await keys.ListAsync(cancelled)).Select(key => ApiKeyResource.Of(key, now))]));
    }
}

/// <summary>The API keys.</summary>
/// <param name="Items">The keys, newest first.</param>
public sealed record ApiKeyList(IReadOnlyList<ApiKeyResource> Items);
