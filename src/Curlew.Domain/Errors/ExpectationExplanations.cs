using Curlew.Domain.Outcomes;

namespace Curlew.Domain.Errors;

/// <summary>What it commonly means when an answer came but is not what the step expects, or could not be asked for.</summary>
internal static class ExpectationExplanations
{
    private static readonly ErrorExplanation Unknown = new(
        "The answer is not what the step expects.", "Compare the step's expect and extract with an answer of the server.", null);

    private static readonly Dictionary<FailureKind, ErrorExplanation> Explanations = new()
    {
        [FailureKind.Header] = new(
            "The answer came, but a header that the step expects is missing or does not hold the expected text.",
            "A proxy, cache or error page that answered in the application's place; expect.headers for a misspelt name.",
            "https://www.rfc-editor.org/rfc/rfc9110.html#section-6.3"),
        [FailureKind.Body] = new(
            "The answer came with an expected status, but its body does not hold the expected text.",
            "Error and login pages that are sent with status 200; an answer in another language or encoding, or a compressed one that the "
            + "step did not ask for (compression). GET one by hand and compare it with expect.bodyContains.",
            null),
        [FailureKind.Json] = new(
            "The body is no JSON, or has another value, or none, at an expected JSON pointer.",
            "HTML error pages with status 200; fields that are missing under load, as for an empty result; numbers that are sent as strings. "
            + "Compare an answer with the pointers of expect.json.",
            "https://www.rfc-editor.org/rfc/rfc6901.html"),
        [FailureKind.MaxTime] = new(
            "The answer was right, but took longer than expect.maxTimeMs.",
            "The timeline and serviceTimeMs at these moments: whether all requests were slow or a few; the phases of these outcomes tell "
            + "connecting from waiting and from transfer.",
            null),
        [FailureKind.Extraction] = new(
            "The answer came, but a variable could not be set from it: its pointer, header, cookie or expression found nothing.",
            "The body of such an answer: often an error page or an expired session with status 200. The iteration ends "
            + "with it, unless the step has continueOnFailure.",
            null),
        [FailureKind.RegexTimeout] = new(
            "A regular expression was cut off because it took too long on this answer.",
            "Nested repetition in the pattern, as in (a+)+, and bodies larger than those it was written for. Name what may stand between "
            + "([^<]* in place of .*), or take the value from JSON or a header.",
            "https://learn.microsoft.com/dotnet/standard/base-types/backtracking-in-regular-expressions"),
        [FailureKind.Template] = new(
            "The request was not sent: the value of a variable cannot stand where the definition puts it, as a line break in a header.",
            "The row of data or the extracted value that the iteration used; the server has not seen this request.",
            "https://www.rfc-editor.org/rfc/rfc9110.html#section-5.5"),
        [FailureKind.Target] = new(
            "Curlew did not connect where the request leads: the target policy of this service does not allow it.",
            "Location of a redirect, the addresses that the name resolves to, and what variables put into the host. If the target agrees to "
            + "be tested, an administrator adds the missing rule (Targets:Allow, /api/v1/targets).",
            null),
    };

    public static ErrorExplanation Of(FailureKind failure, string? detail)
    {
        var explanation = Explanations.GetValueOrDefault(failure, Unknown);
        return detail is null ? explanation : explanation with { Meaning = $"{explanation.Meaning} {detail}" };
    }
}
