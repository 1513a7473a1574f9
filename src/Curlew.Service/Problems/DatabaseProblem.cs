using System.Globalization;
using Curlew.Storage.Database;

namespace Curlew.Service.Problems;

/// <summary>The problem of a database that does not answer; where it may answer soon, it says so to programs, too.</summary>
internal sealed class DatabaseProblem(DatabaseFault fault) : IResult
{
    private const int RetryAfterSeconds = 5;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (fault.MayPass)
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Problem.Of(ProblemType.DatabaseUnavailable, fault.Message).ExecuteAsync(httpContext);
    }
}
