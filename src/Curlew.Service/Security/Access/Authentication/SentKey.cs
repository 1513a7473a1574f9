using System.Net.Http.Headers;
using Curlew.Service.Problems;

namespace Curlew.Service.Security.Access.Authentication;

/// <summary>The key in a request's headers: <c>Authorization: Bearer</c>, or <c>X-Api-Key</c>.</summary>
internal static class SentKey
{
    /// <summary>The header of Curlew's own.</summary>
    public const string Header = "X-Api-Key";

    /// <summary>The scheme of <c>Authorization</c>.</summary>
    public const string Scheme = "Bearer";

    /// <summary>Whether there is one. Other schemes of <c>Authorization</c> may be meant for a proxy on the way.</summary>
    public static bool IsIn(HttpRequest request) =>
        request.Headers.ContainsKey(Header) || request.Headers.Authorization.Any(value => BearerOf(value) is not null);

    /// <summary>The one key of a request that has any.</summary>
    /// <exception cref="KeyRefusedException">There are several, and they differ.</exception>
    public static string In(HttpRequest request)
    {
        var sent = request.Headers[Header].Select(value => value?.Trim())
            .Concat(request.Headers.Authorization.Select(BearerOf).Where(value => value is not null))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return sent is [{ } one]
            ? one
            : throw new KeyRefusedException(
                ProblemType.BadRequest, $"The request has several API keys in Authorization and {Header}, and they differ; send one.");
    }

    private static string? BearerOf(string? authorization) =>
        AuthenticationHeaderValue.TryParse(authorization, out var value) && value.Scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value.Parameter?.Trim() ?? ""
            : null;
}
