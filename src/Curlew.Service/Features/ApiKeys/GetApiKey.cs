using Curlew.Domain.Access;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access;
using Curlew.Storage.Access;

namespace Curlew.Service.Features.ApiKeys;

/// <summary>Tells what is kept of an API key.</summary>
internal sealed class GetApiKey : ISlice
{
    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(ApiKeyAddress.Key, HandleAsync)
        .RequiresRole(ApiRole.Admin)
        .WithName("getApiKey")
        .WithTags(ApiKeyAddress.Tag)
        .WithSummary("Get an API key")
        .WithDescription("Whose it is, what it may do, and when it was used last; never the key itself.")
        .TakesApiKeyId()
        .Answers<ApiKeyResource>(StatusCodes.Status200OK, "The key.")
        .Fails(ProblemType.ApiKeyNotFound);

    private static async Task<IResult> HandleAsync(string id, ApiKeyStore keys, TimeProvider time, CancellationToken cancelled) =>
        ApiKeyAddress.TryReadId(id, out var keyId) && await keys.FindAsync(keyId, cancelled) is { } key
            ? Results.Ok(ApiKeyResource.Of(key, time.GetUtcNow()))
            : ApiKeyAddress.NotFound(id);
}
