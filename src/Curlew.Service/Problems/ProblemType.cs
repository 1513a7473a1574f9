using Microsoft.AspNetCore.WebUtilities;

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
    public static readonly ProblemType Unauthorized = new("unauthorized", 401, "The request needs an API key");
    public static readonly ProblemType Forbidden = new("forbidden", 403, "The API key's role does not allow this");
    public static readonly ProblemType LocalOnly = new("local-only", 403, "A service without API keys answers its own machine only");
    public static readonly ProblemType CrossSite = new("cross-site", 403, "Another site's page may not change anything here");
    public static readonly ProblemType TargetNotAllowed = new("target-not-allowed", 403, "The target is not allowed to be tested");
    public static readonly ProblemType NotFound = new("not-found", 404, "There is nothing at this address");
    public static readonly ProblemType RunNotFound = new("run-not-found", 404, "There is no such run");
    public static readonly ProblemType DefinitionNotFound = new("definition-not-found", 404, "There is no such definition");
    public static readonly ProblemType ApiKeyNotFound = new("api-key-not-found", 404, "There is no such API key");
    public static readonly ProblemType RevisionNotFound = new("revision-not-found", 404, "The definition has no such revision");
    public static readonly ProblemType TargetNotFound = new("target-not-found", 404, "There is no such target rule");
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "The method is not allowed here");
    public static readonly ProblemType NoSummaryYet = new("no-summary-yet", 409, "The run has no summary yet");
    public static readonly ProblemType NoSummary = new("no-summary", 409, "The run ended without a summary");
    public static readonly ProblemType NoHistogramYet = new("no-histogram-yet", 409, "The run has no histogram yet");
    public static readonly ProblemType NoHistogram = new("no-histogram", 409, "The run has no such histogram");
    public static readonly ProblemType NoRegressionYet = new("no-regression-yet", 409, "The run has not been held against its baseline yet");
    public static readonly ProblemType NoRegression = new("no-regression", 409, "The run was held against nothing");
    public static readonly ProblemType RunNotEnded = new("run-not-ended", 409, "The run has not ended");
    public static readonly ProblemType RunPinned = new("run-pinned", 409, "The run is pinned");
    public static readonly ProblemType RunIsBaseline = new("run-is-baseline", 409, "The run is a baseline");
    public static readonly ProblemType TargetExists = new("target-exists", 409, "The target rule is there already");
    public static readonly ProblemType LastAdminKey = new("last-admin-key", 409, "The key is the last one of an administrator");
    public static readonly ProblemType OutcomesGone = new("outcomes-gone", 410, "The outcomes of the run are gone");
    public static readonly ProblemType OutcomesNotKept = new("outcomes-not-kept", 410, "The run kept no outcomes");
    public static readonly ProblemType IdempotentResourceGone = new("idempotent-resource-gone", 410, "What the Idempotency-Key made has been deleted");
    public static readonly ProblemType StaleETag = new("stale-etag", 412, "It has been changed since");
    public static readonly ProblemType BodyTooLarge = new("body-too-large", 413, "The body is too large");
    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", 415, "The body is of another kind than this address takes");
    public static readonly ProblemType InvalidDefinition = new("invalid-definition", 422, "The definition has faults");
    public static readonly ProblemType InvalidFields = new("invalid-fields", 422, "The body has faults");
    public static readonly ProblemType RunNotOfDefinition = new("run-not-of-definition", 422, "The run is of another definition");
    public static readonly ProblemType NotImportable = new("not-importable", 422, "This cannot be imported");
    public static readonly ProblemType LimitExceeded = new("limit-exceeded", 422, "The run would exceed a limit");
    public static readonly ProblemType IdempotencyKeyReused = new("idempotency-key-reused", 422, "The Idempotency-Key was used for another request");
    public static readonly ProblemType PreconditionRequired = new("precondition-required", 428, "The request must say what it changes");
    public static readonly ProblemType QueueFull = new("queue-full", 429, "Too many runs wait");
    public static readonly ProblemType TooManyAttempts = new("too-many-attempts", 429, "Too many failed sign-ins");
    public static readonly ProblemType OutcomesDamaged = new("outcomes-damaged", 500, "The outcomes of the run are damaged");
    public static readonly ProblemType DatabaseUnavailable = new("database-unavailable", 503, "The database does not answer");
    public static readonly ProblemType TimedOut = new("timed-out", 503, "The answer took too long");
    public static readonly ProblemType InternalError = new("internal-error", 500, "The service failed");
    public static readonly ProblemType ScheduleNotFound = new("schedule-not-found", 404, "There is no such schedule");
    public static readonly ProblemType DefinitionInUse = new("definition-in-use", 409, "Schedules use the definition");

    /// <summary>The problem's type, as in <c>urn:curlew:problem:run-not-found</c>.</summary>
    public string Uri => $"urn:curlew:problem:{Code}";

    /// <summary>The type for an answer that has no body of its own, by its status.</summary>
    public static ProblemType ForStatus(int status) => status switch
    {
        400 => BadRequest,
        401 => Unauthorized,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        500 => InternalError,
        _ => new ProblemType($"http-{status}", status, ReasonPhrases.GetReasonPhrase(status)),
    };
}
