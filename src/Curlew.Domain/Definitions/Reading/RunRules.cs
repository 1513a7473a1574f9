using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Load;

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
        ("ratePerSecond", "load.ratePerSecond"),
        ("maxVirtualUsers", "load.maxVirtualUsers"),
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
        var reuse = ConnectionReuses.OfWord(document.ConnectionReuse);
        ConnectionRules.Check(httpVersion, reuse, faults);
        var scope = new VariableScope(faults);
        var data = new DataRules(faults, scope).Read(document.Data);
        List<Step> steps = isFullForm ? ReadSteps(document.Steps, scope) : [ReadShorthandStep(document, scope)];
        var load = isFullForm ? ReadLoad(document) : ReadShorthandLoad(document);
        return new RunDefinition
        {
            Name = document.Name ?? DefaultName(steps),
            HttpVersion = httpVersion,
            MaxConnects = (int)(document.MaxConnects ?? DefinitionLimits.DefaultMaxConnects),
            ConnectionReuse = reuse,
            Engine = document.Engine ?? DefinitionLimits.DefaultEngine,
            Steps = steps,
            Load = load ?? ClosedLoad.Constant(1, null, 1),
            Data = data,
            WarmUp = ReadWarmUp(document.WarmUpSeconds, load),
            Connections = (int?)document.Connections,
            StreamsPerConnection = (int?)document.StreamsPerConnection,
            Thresholds = new ThresholdRules(faults, NamesOf(steps, document)).Read(document.Thresholds),
            JudgeInvalidRuns = document.JudgeInvalidRuns ?? false,
            Outcomes = OutcomeRules.Read(document.Outcomes, faults),
            Resolve = ResolveRules.Read(document.Resolve, faults),
            Tls = new TlsRules(faults, "tls").Read(document.Tls),
            KeepCookies = document.KeepCookies ?? false,
            Limits = document.Limits is { } limits
                ? new LoadLimits(limits.DurationSeconds.ToTimeSpan(), limits.TotalBytes)
                : LoadLimits.None,
            Regression = RegressionSettingsRules.Read(document.Regression),
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

    private List<Step> ReadSteps(IReadOnlyList<StepDocument>? documents, VariableScope scope)
    {
        if (!faults.Has("steps"))
            faults.Add("steps", "Is missing: the full form needs `steps`, an array of the journey's steps, beside `load`.");
        if (documents is null)
            return [];
        if (documents.Count == 0)
            faults.Add("steps", "Must have at least one step.");

        scope.LookAhead(documents);
        var steps = new List<Step>();
        var names = new Dictionary<string, string>();
        var patterns = new PatternAllowance();
        for (var index = 0; index < documents.Count; index++)
        {
            var path = FieldPath.Element("steps", index);
            if (faults.At(path))
                continue;
            var step = new StepRules(faults, path, scope, patterns).Read(documents[index], index);
            if (!names.TryAdd(step.Name, path))
            {
                faults.Add(
                    FieldPath.Member(path, "name"),
                    $"Must be a name of its own, but `{names[step.Name]}` is called \"{FieldPath.Shown(step.Name)}\" too.");
            }

            steps.Add(step);
        }

        return steps;
    }

    private Step ReadShorthandStep(RunDefinitionDocument document, VariableScope scope) =>
        new StepRules(faults, "", scope, new PatternAllowance()).Read(new StepDocument { Url = document.Url, Method = document.Method }, 0);

    private RunLoad? ReadLoad(RunDefinitionDocument document)
    {
        if (!faults.Has("load"))
            faults.Add("load", "Is missing: the full form needs `load`, with an end such as `durationSeconds`, beside `steps`.");
        var rules = new LoadRules(faults, "load", document.Steps?.Count, ConnectionRules.DefaultMaxVirtualUsers(document));
        return document.Load is null ? null : rules.Read(document.Load);
    }

    /// <summary>The rate tells an open load, which the full form says in words.</summary>
    private RunLoad? ReadShorthandLoad(RunDefinitionDocument document)
    {
        var load = new LoadDocument
        {
            Model = faults.Has("ratePerSecond") ? "open" : "closed",
            VirtualUsers = document.VirtualUsers,
            RatePerSecond = document.RatePerSecond,
            DurationSeconds = document.DurationSeconds,
            Requests = document.Requests,
            MaxVirtualUsers = document.MaxVirtualUsers,
        };
        return new LoadRules(faults, "", steps: 1, ConnectionRules.DefaultMaxVirtualUsers(document)).Read(load);
    }

    private TimeSpan ReadWarmUp(double? seconds, RunLoad? load)
    {
        var warmUp = (seconds ?? 0).ToTimeSpan();
        if (load?.Duration is { } duration && warmUp >= duration)
        {
            faults.Add(
                "warmUpSeconds",
                $"Must be shorter than the load, which lasts {duration.TotalSeconds:0.###} seconds, but is {warmUp.TotalSeconds:0.###}.");
        }

        return warmUp;
    }

    /// <summary>Null where a step is missing or has a faulty name, so that no threshold's step can be called unknown.</summary>
    private HashSet<string>? NamesOf(List<Step> steps, RunDefinitionDocument document)
    {
        var isFullForm = faults.Has("steps");
        var areKnown = !isFullForm || (document.Steps is not null && steps.Count == document.Steps.Count
            && !Enumerable.Range(0, steps.Count).Any(index => faults.At(FieldPath.Member(FieldPath.Element("steps", index), "name"))));
        return areKnown ? [.. steps.Select(step => step.Name)] : null;
    }

    private static string DefaultName(List<Step> steps)
    {
        if (steps.Count == 0)
            return "";
        var name = $"{steps[0].Method} {steps[0].Url}";
        return name.Length <= DefinitionLimits.NameLength ? name : $"{name[..(DefinitionLimits.NameLength - 1)]}…";
    }
}
