using Microsoft.Net.Http.Headers;

namespace Curlew.Service.Queries;

/// <summary>Which media type a client wants an answer in (RFC 9110, section 12.5.1).</summary>
internal static class AcceptedTypes
{
    /// <summary>What <c>Accept</c> likes best of what there is; of those that it likes as well, the first.</summary>
    public static string Preferred(HttpRequest request, params ReadOnlySpan<string> offered)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var best = offered[0];
        foreach (var type in offered)
        {
            if (QualityOf(type, accepted) > QualityOf(best, accepted))
                best = type;
        }

        return best;
    }

    /// <summary>That of the range which names the type most exactly; 0 where none does.</summary>
    private static double QualityOf(string type, IList<MediaTypeHeaderValue> accepted) => accepted
        .Where(range => new MediaTypeHeaderValue(type).IsSubsetOf(new MediaTypeHeaderValue(range.MediaType)))
        .OrderBy(range => (range.MatchesAllTypes, range.MatchesAllSubTypes))
        .Select(range => range.Quality ?? 1)
        .FirstOrDefault();
}
