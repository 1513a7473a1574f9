using Curlew.Service.Problems;

namespace Curlew.Service.Queries;

/// <summary>
/// Reads the query of one request and collects all that is not allowed in it. Parameters that nobody declared are
/// faults too: a misspelt filter would otherwise silently answer with everything.
/// </summary>
internal sealed class QueryReading(IQueryCollection query, IReadOnlyList<QueryParameter> declared)
{
    private readonly List<(string Field, string Message)> _faults =
        [.. query.Keys.Where(key => declared.All(parameter => parameter.Name != key)).Select(key => (key, Unknown(declared)))];

    /// <summary>The value of a parameter; its default where it is not there, or not allowed.</summary>
    public T Read<T>(QueryParameter<T> parameter)
    {
        var values = query[parameter.Name];
        if (values.Count == 0)
            return parameter.Default;
        if (values.Count == 1 && parameter.TryRead(values[0] ?? "", out var value))
            return value;

        _faults.Add((parameter.Name, values.Count > 1 ? "Must be given once." : $"Must be {parameter.Allowed}."));
        return parameter.Default;
    }

    /// <summary>Refuses a parameter for a reason that only its reader knows.</summary>
    public void Refuse(QueryParameter parameter, string message) => _faults.Add((parameter.Name, message));

    /// <summary>The problem to answer with; null where all parameters that were read are allowed.</summary>
    public IResult? Problem() => _faults.Count == 0
        ? null
        : Problems.Problem.Of(ProblemType.InvalidQuery, "The query has parameters that are not allowed; see errors.", _faults);

    private static string Unknown(IReadOnlyList<QueryParameter> declared) => declared.Count == 0
        ? "Is not known; this address takes no parameters."
        : $"Is not known; allowed are {string.Join(", ", declared.Select(parameter => parameter.Name))}.";
}
