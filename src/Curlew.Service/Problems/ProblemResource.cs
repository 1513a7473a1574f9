namespace Curlew.Service.Problems;

/// <summary>A problem (RFC 9457).</summary>
/// <param name="Type">Its kind, as in <c>urn:curlew:problem:run-not-found</c>: stable, for programs.</param>
/// <param name="Title">Its kind, for people.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What it is about this time, and what to do about it.</param>
/// <param name="Errors">What is wrong, by field or parameter, all at once; absent where no field is at fault.</param>
public sealed record ProblemResource(
    string Type, string Title, int Status, string Detail, IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors)
{
    internal const string ContentType = "application/problem+json";
}
