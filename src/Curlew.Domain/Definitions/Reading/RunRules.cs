using Curlew.Domain.Definitions.Documents;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>What the fields of a definition mean together, and the definition that comes of them.</summary>
internal sealed class RunRules(FaultList faults, IReadOnlyCollection<string> engines)
{
    /// <summary>Fields of the shorthand, and where the full form has them.</summary>
    private static readonly (string Field, string FullForm)[] Shorthand =
    [
        ("url", "steps[0].url"),
        ("method", "steps[0].method"),
        ("virtualUsers", "load.virtualUsers"),
        ("durationSeconds", "load.durationSeconds"),
        ("requests", "load.requests"),
    ];

    /// <summary>The definition; only of use where there are no faults.</summary>
    public RunDefinition Read(RunDefinitionDocument document)
    {
        TextRules.CheckName(document.Name, "name", faults);
        CheckEngine(document.Engine);
        var isFullForm = faults.Has("steps") || faults.Has("load");
        if (isFullForm)
            CheckNoShorthand();

        var httpVersion = HttpVersionChoices.TryParse(document.HttpVersion, out var asked) ? asked : HttpVersionChoice.Auto;
        List<Step> steps = isFullForm ? ReadSteps(document.Steps) : [ReadShorthandStep(document)];
        return new RunDefinition
        {
            Name = document.Name ?? DefaultName(steps),
            HttpVersion = httpVersion,
            MaxConnects = (int)(document.MaxConnects ?? DefinitionLimits.DefaultMaxConnects),
            ConnectionReuse = ConnectionReuses.OfWord(document.ConnectionReuse),
            Engine = document.Engine ?? DefinitionLimits.DefaultEngine,
            Steps = steps,
            Load = isFullForm ? ReadLoad(document.Load) : ReadShorthandLoad(document),
            Resolve = ResolveRules.Read(document.Resolve, faults),
            Tls = TlsRules.Read(document.Tls, "tls", faults),
            KeepCookies = document.KeepCookies ?? false,
        };
    }

    private void CheckEngine(string? engine)
    {
        var name = engine ?? DefinitionLimits.DefaultEngine;
        if (faults.At("engine") || engines.Contains(name))
            return;
        var loaded = string.Join(", ", engines.Select(known => $"\"{known}\""));
        faults.Add("engine", $"Must be the name of a loaded engine ({loaded}), but is \"{FieldPath.Shown(name)}\".");
    }

    private void CheckNoShorthand()
    {
        foreach (var (field, fullForm) in Shorthand.Where(entry => faults.Has(entry.Field)))
            faults.Add(field, $"Belongs to the shorthand and cannot stand beside `steps` or `load`; write it as `{fullForm}`.");
    }

    private List<Step> ReadSteps(IReadOnlyList<StepDocument>? documents)
    {
        if (!faults.Has("steps"))
            faults.Add("steps", "Is missing: the full form needs `steps`, an array of exactly one step, beside `load`.");
        if (documents is null)
            return [];
        if (documents.Count != 1)
            faults.Add("steps", $"Must have exactly one step, but has {documents.Count}.");

        var steps = new List<Step>();
        for (var index = 0; index < documents.Count; index++)
        {
            var path = FieldPath.Element("steps", index);
            if (!faults.At(path))
                steps.Add(new StepRules(faults, path).Read(documents[index], index));
        }

        return steps;
    }

    private Step ReadShorthandStep(RunDefinitionDocument document) =>
        new StepRules(faults, "").Read(new StepDocument { Url = document.Url, Method = document.Method }, 0);

    private ClosedLoad ReadLoad(LoadDocument? document)
    {
        if (!faults.Has("load"))
            faults.Add("load", "Is missing: the full form needs `load` with `durationSeconds` or `requests`, beside `steps`.");
        return document is null ? new ClosedLoad(1, null, null) : LoadRules.Read(document, "load", faults);
    }

    private ClosedLoad ReadShorthandLoad(RunDefinitionDocument document)
    {
        var load = new LoadDocument
        {
            VirtualUsers = document.VirtualUsers,
            DurationSeconds = document.DurationSeconds,
            Requests = document.Requests,
        };
        return LoadRules.Read(load, "", faults);
    }

    private static string DefaultName(List<Step> steps)
    {
        if (steps.Count == 0)
            return "";
        var name = $"{steps[0].Method} {steps[0].Url}";
        return name.Length <= DefinitionLimits.NameLength ? name : $"{name[..(DefinitionLimits.NameLength - 1)]}…";
    }
}
