using Curlew.Domain.Access;
using Curlew.Service.Documentation;
using Curlew.Service.Problems;
using Curlew.Service.Security.Access;
using Curlew.Storage.Access;

namespace Curlew.Service.Features.ApiKeys;

/// <summary>Revokes an API key.</summary>
internal sealed class RevokeApiKey : ISlice
{
    private const string Description = """
        From now on every request with the key is refused, and so are browsers that signed in with it; runs that it started go on.
        What is kept of it stays, for runs and the audit trail to name it. On a key that is revoked this does nothing.

        The last administrator's key that is of use stays: without it nobody could make another one here. Make one first, or use
        the program's own command: `Curlew.Service keys revoke`.
        """;

    /// <inheritdoc/>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete(ApiKeyAddress.Key, HandleAsync)
        .RequiresRole(ApiRole.Admin)
        .WithName("revokeApiKey")
        .WithTags(ApiKeyAddress.Tag)
        .WithSummary("Revoke an API key")
        .WithDescription(Description)
        .TakesApiKeyId()
        .Answers(StatusCodes.Status204NoContent, "It is revoked.")
        .Fails(ProblemType.ApiKeyNotFound, ProblemType.LastAdminKey);

    private static async Task<IResult> HandleAsync(string id, ApiKeyStore keys, CancellationToken cancelled)
    {
        if (!ApiKeyAddress.TryReadId(id, out var keyId))
            return ApiKeyAddress.NotFound(id);
        return await keys.RevokeAsync(keyId, keepsAnAdmin: true, cancelled) switch
        {
            KeyRevocation.NotFound => ApiKeyAddress.NotFound(id),
            KeyRevocation.LastAdmin => Problem.Of(
                ProblemType.LastAdminKey, "This is the last key of the role admin that is of use; make another one before you revoke it."),
            _ => Results.NoContent(),
        };
    }
}
