using Microsoft.Net.Http.Headers;

namespace Curlew.Service.Features.Timelines;

/// <summary>How a timeline is answered.</summary>
internal enum TimelineFormat
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>Comma-separated values (RFC 4180), for spreadsheets.</summary>
    Csv,
}

/// <summary>The format that a request's headers ask for.</summary>
internal static class TimelineFormats
{
    /// <summary>CSV where <c>Accept</c> names it and does not name JSON as at least as welcome.</summary>
    public static TimelineFormat Preferred(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Welcome(accepted, "text/csv") > Welcome(accepted, "application/json") ? TimelineFormat.Csv : TimelineFormat.Json;
    }

    private static double Welcome(IList<MediaTypeHeaderValue> accepted, string type) => accepted
        .Where(range => range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
        .Select(range => range.Quality ?? 1)
        .DefaultIfEmpty(0)
        .Max();
}
