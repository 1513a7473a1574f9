using Curlew.Service.Queries;

namespace Curlew.Service.Features.Runs;

/// <summary>A query parameter that names one of a run's steps.</summary>
internal static class StepParameter
{
    /// <summary>The parameter.</summary>
    public static QueryParameter<string?> Of(string description) => QueryParameters.Pattern<string?>(
        "stepName", description, "the name of one of the definition's steps", "step1", TryReadName);

    /// <summary>The place of the step that the query names in the journey; null for none. One that there is not is a fault.</summary>
    public static int? ReadStep(this QueryReading query, QueryParameter<string?> parameter, List<string> stepNames)
    {
        if (query.Read(parameter) is not { } name)
            return null;
        var place = stepNames.IndexOf(name);
        if (place >= 0)
            return place;
        query.Refuse(parameter, $"Must be one of {string.Join(", ", stepNames.Select(step => $"\"{step}\""))}.");
        return null;
    }

    private static bool TryReadName(string text, out string? value)
    {
        value = text;
        return true;
    }
}
