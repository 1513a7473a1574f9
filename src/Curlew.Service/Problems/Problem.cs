namespace Curlew.Service.Problems;

/// <summary>Answers with problems.</summary>
internal static class Problem
{
    /// <summary>A problem, with what it is about this time.</summary>
    public static IResult Of(ProblemType type, string detail) => Answer(type, detail, null);

    /// <summary>A problem with faults, each at the field or parameter that it belongs to.</summary>
    public static IResult Of(ProblemType type, string detail, IEnumerable<(string Field, string Message)> faults) =>
        Answer(type, detail, new OrderedDictionary<string, IReadOnlyList<string>>(faults
            .GroupBy(fault => fault.Field, fault => fault.Message)
            .Select(field => KeyValuePair.Create<string, IReadOnlyList<string>>(field.Key, [.. field]))));

    private static IResult Answer(ProblemType type, string detail, IReadOnlyDictionary<string, IReadOnlyList<string>>? errors) =>
        Results.Json(
            new ProblemResource(type.Uri, type.Title, type.Status, detail, errors),
            contentType: ProblemResource.ContentType,
            statusCode: type.Status);
}
