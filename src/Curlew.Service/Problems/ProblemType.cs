namespace Curlew.Service.Problems;

/// <summary>
/// A kind of problem that the API answers with (RFC 9457). Clients tell problems apart by <see cref="Uri"/>, which never
/// changes; titles and details are for people.
/// </summary>
/// <param name="Code">The stable part of its URI.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What it is, the same each time it happens.</param>
internal sealed record ProblemType(string Code, int Status, string Title)
{
    public static readonly ProblemType BadRequest = new("bad-request", 400, "The request cannot be understood");
    public static readonly ProblemType NotJson = new("not-json", 400, "The body is no JSON");
    public static readonly ProblemType InvalidQuery = new("invalid-query", 400, "A query parameter is not allowed");
    public static readonly ProblemType NotFound = new("not-found", 404, "There is nothing at this address");
    public static readonly ProblemType RunNotFound = new("run-not-found", 404, "There is no such run");
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "The method is not allowed here");
    public static readonly ProblemType NoSummaryYet = new("no-summary-yet", 409, "The run has no summary yet");
    public static readonly ProblemType NoSummary = new("no-summary", 409, "The run ended without a summary");
    public static readonly ProblemType RunNotEnded = new("run-not-ended", 409, "The run has not ended");
    public static readonly ProblemType OutcomesGone = new("outcomes-gone", 410, "The outcomes of the run are gone");
    public static readonly ProblemType BodyTooLarge = new("body-too-large", 413, "The body is too large");
    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", 415, "The body is of another kind than this address takes");
    public static readonly ProblemType InvalidDefinition = new("invalid-definition", 422, "The definition has faults");
    public static readonly ProblemType NotImportable = new("not-importable", 422, "This cannot be imported");
    public static readonly ProblemType InternalError = new("internal-error", 500, "The service failed");

    /// <summary>The problem's type, as in <c>urn:curlew:problem:run-not-found</c>.</summary>
    public string Uri => $"urn:curlew:problem:{Code}";

    /// <summary>The type for an answer that has no body of its own, by its status.</summary>
    public static ProblemType? ForStatus(int status) => status switch
    {
        400 => BadRequest,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        500 => InternalError,
        _ => null,
    };
}
