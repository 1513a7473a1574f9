using Curlew.Service.Queries;

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
    /// <summary>What <c>Accept</c> likes best; JSON where it says nothing.</summary>
    public static TimelineFormat Preferred(HttpRequest request) =>
        AcceptedTypes.Preferred(request, "application/json", "text/csv") == "text/csv" ? TimelineFormat.Csv : TimelineFormat.Json;
}
