using System.Text.Json;
using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Expectations;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>What may be expected of an answer.</summary>
internal sealed class ExpectRules(FaultList faults, string path)
{
    private static readonly JsonElement Null = JsonSerializer.SerializeToElement<object?>(null);

    /// <summary>The expectations; only of use where there are no faults.</summary>
    public StepExpectations Read(ExpectDocument? document, TimeSpan timeout)
    {
        if (document is null)
            return StepExpectations.Default;
        if (document.BodyContains == "" && !faults.At(Field("bodyContains")))
            faults.Add(Field("bodyContains"), "Must not be empty, for every body holds nothing; leave it out instead.");
        return new StepExpectations
        {
            Statuses = ReadStatuses(document.Status),
            Headers = ReadHeaders(document.Headers),
            BodyContains = document.BodyContains,
            Json = ReadJson(document.Json),
            MaxTime = ReadMaxTime(document.MaxTimeMs, timeout),
        };
    }

    private List<int> ReadStatuses(IReadOnlyList<long>? statuses)
    {
        if (statuses is null)
            return [];
        for (var index = 0; index < statuses.Count; index++)
        {
            var field = FieldPath.Element(Field("status"), index);
            if (!faults.At(field) && statuses[index] is < DefinitionLimits.LowestStatus or > DefinitionLimits.HighestStatus)
            {
                faults.Add(
                    field,
                    $"Must be an HTTP status from {DefinitionLimits.LowestStatus} to {DefinitionLimits.HighestStatus}, but is {statuses[index]}.");
            }
        }

        return [.. statuses.Select(status => (int)status)];
    }

    private List<HeaderExpectation> ReadHeaders(IReadOnlyDictionary<string, string>? headers)
    {
        if (headers?.Count > DefinitionLimits.Headers)
            faults.Add(Field("headers"), $"Must have at most {DefinitionLimits.Headers} headers, but has {headers.Count}.");
        foreach (var (name, text) in headers ?? new Dictionary<string, string>())
        {
            var field = FieldPath.Member(Field("headers"), name);
            if (!TextRules.IsToken(name))
                faults.Add(field, "Must be named by a token of RFC 9110: letters, digits and !#$%&'*+-.^_`|~ only.");
            else if (TextRules.ControlCharacter(text) is { } character)
                faults.Add(field, $"Must not hold control characters, which no header's value has, but holds {character}.");
        }

        return [.. headers?.Select(header => new HeaderExpectation(header.Key, header.Value.Length == 0 ? null : header.Value)) ?? []];
    }

    private List<JsonExpectation> ReadJson(IReadOnlyList<JsonExpectDocument>? documents)
    {
        var read = new List<JsonExpectation>();
        for (var index = 0; index < (documents?.Count ?? 0); index++)
        {
            var entry = FieldPath.Element(Field("json"), index);
            var field = FieldPath.Member(entry, "pointer");
            if (faults.At(entry))
                continue;
            if (!faults.Has(field))
                faults.Add(field, "Is missing: a JSON pointer says where the value has to be, as in \"/items/0/id\".");

            // A null that is written is a value to be expected; the document cannot tell it from one that is not written.
            var isWritten = faults.Has(FieldPath.Member(entry, "value"));
            if (PointerRule.Read(documents![index].Pointer, field, faults) is { } pointer)
                read.Add(new JsonExpectation(pointer, documents[index].Value?.Clone() ?? (isWritten ? Null : null)));
        }

        return read;
    }

    private TimeSpan? ReadMaxTime(double? milliseconds, TimeSpan timeout)
    {
        var maxTime = (milliseconds / 1000).ToTimeSpan();
        if (maxTime > timeout)
        {
            faults.Add(
                Field("maxTimeMs"),
                $"Must be at most the step's timeout of {timeout.TotalMilliseconds:0.###} ms, after which the request is ended "
                + $"anyway, but is {milliseconds:0.###}.");
        }

        return maxTime;
    }

    private string Field(string name) => FieldPath.Member(path, name);
}
