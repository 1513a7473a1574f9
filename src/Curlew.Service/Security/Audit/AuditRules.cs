using Curlew.Service.Jobs;

namespace Curlew.Service.Security.Audit;

/// <summary>
/// What the trail has: every request that may have changed something, whatever came of it, and every one that was denied. Who only reads
/// leaves no entry.
/// </summary>
internal static class AuditRules
{
    /// <summary>The dashboard's page asks for its figures by POST, every few seconds.</summary>
    private const string JobFigures = JobDashboard.Address + "/stats";

    /// <summary>Whether a request that is answered like this belongs into the trail.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="path">Its whole path: while the dashboard answers, the request has only a part of it.</param>
    /// <param name="operation">The operation that it asked for; null where it found none that has a name.</param>
    /// <param name="status">The answer's status.</param>
    public static bool IsEntry(string method, string path, string? operation, int status) =>
        IsDenial(status) || (!IsReading(method, path) && !FoundNothing(operation, status));

    /// <summary>Whether an answer means that somebody may not do what they tried.</summary>
    public static bool IsDenial(int status) => status is StatusCodes.Status401Unauthorized
        or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests;

    private static bool IsReading(string method, string path) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)
        || HttpMethods.IsTrace(method) || path.Equals(JobFigures, StringComparison.OrdinalIgnoreCase);

    /// <summary>There was nothing at the address, so nothing can have changed; whoever tries addresses would fill the trail.</summary>
    private static bool FoundNothing(string? operation, int status) => operation is null
        && status is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed;
}
