using Curlew.Domain.Definitions;

namespace Curlew.Engine.Requests;

/// <summary>The host that a step goes to.</summary>
internal static class StepHost
{
    /// <summary>
    /// Scheme, host and port, as in <c>https://shop.test:443</c>; as it was written where a variable is a part of it.
    /// </summary>
    internal static string Of(Step step)
    {
        var authority = AuthorityOf(step);
        return !HasVariable(authority) && Uri.TryCreate(authority, UriKind.Absolute, out var uri)
            ? $"{uri.Scheme}://{uri.IdnHost}:{uri.Port}"
            : authority;
    }

    /// <summary>Whether all steps go over TLS, as far as can be known before variables have values.</summary>
    internal static bool AreAllTls(RunDefinition definition) =>
        definition.Steps.All(step => step.Url.Source.StartsWith("https:", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether data that is marked as secret may be a part of a host, as far as can be known before variables have values.</summary>
    internal static bool MayBeSecret(RunDefinition definition) =>
        definition.Data.Any(feed => feed.IsSecret) && definition.Steps.Any(step => HasVariable(AuthorityOf(step)));

    /// <summary>How many different hosts a definition's steps go to.</summary>
    internal static int CountOf(RunDefinition definition) =>
        definition.Steps.Select(Of).Distinct(StringComparer.OrdinalIgnoreCase).Count();

    /// <summary>What stands before the path; all of it where that cannot be told.</summary>
    private static string AuthorityOf(Step step)
    {
        var url = step.Url.Source;
        var start = url.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        var end = start < "://".Length ? -1 : url.IndexOfAny(['/', '?', '#'], start);
        return end < 0 ? url : url[..end];
    }

    private static bool HasVariable(string authority) => authority.Contains("${", StringComparison.Ordinal);
}
