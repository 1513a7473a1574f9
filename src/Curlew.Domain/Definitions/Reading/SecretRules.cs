using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>What a step may mark as secret: what it has. A misspelt mark would leave a secret in the open.</summary>
internal sealed class SecretRules(FaultList faults, string path)
{
    /// <summary>The names of secret headers; only of use where there are no faults.</summary>
    public IReadOnlyList<string> ReadHeaders(StepDocument step)
    {
        var names = step.SecretHeaders ?? [];
        for (var index = 0; index < names.Count; index++)
        {
            var field = FieldPath.Element(Field("secretHeaders"), index);
            if (!faults.At(field) && !HasHeader(step, names[index]))
                faults.Add(field, $"Must be the name of one of the step's `headers`, but none is called \"{FieldPath.Shown(names[index])}\".");
        }

        return names;
    }

    /// <summary>Whether the body is a secret.</summary>
    public bool ReadBody(StepDocument step)
    {
        if (step.SecretBody is not { } isSecret)
            return false;
        if (isSecret && !BodyRules.Forms.Any(form => faults.Has(Field(form))))
            faults.Add(Field("secretBody"), "Marks a body as a secret, but the step has none; leave it out.");
        return isSecret;
    }

    /// <summary>Faulty headers count: they are named where they stand.</summary>
    private bool HasHeader(StepDocument step, string name) =>
        (step.Headers?.Keys.Contains(name, StringComparer.OrdinalIgnoreCase) ?? false)
        || faults.AtInAnyCase(FieldPath.Member(Field("headers"), name));

    private string Field(string name) => FieldPath.Member(path, name);
}
