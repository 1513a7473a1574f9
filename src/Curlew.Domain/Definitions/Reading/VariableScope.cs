using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Templates;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>
/// Which variables there are where: built-ins and columns of data in every step, and what a step sets in those after it.
/// </summary>
internal sealed class VariableScope(FaultList faults)
{
    private const int Shown = 20;

    private readonly Dictionary<string, string> _columns = [];
    private readonly List<string> _columnsInOrder = [];
    private readonly Dictionary<string, (int Index, string Name)> _setters = [];
    private int _step;

    /// <summary>Whether there are variables whose names cannot be known, because what brings them is faulty.</summary>
    private bool _isUncertain;

    /// <summary>Says that something that brings variables is faulty, so that none can be called unknown.</summary>
    public void HasUnreadableNames() => _isUncertain = true;

    /// <summary>Takes a column's name in, or says what is wrong with it as a sentence.</summary>
    public string? AddColumn(string name, string feed)
    {
        if (FaultOfName(name) is { } fault)
            return fault;
        _columns.Add(name, feed);
        _columnsInOrder.Add(name);
        return null;
    }

    /// <summary>What is wrong with the name of a variable that somebody wants to set, as a sentence; null where nothing is.</summary>
    public string? FaultOfName(string name) =>
        !TemplateParser.IsName(name)
            ? $"Must be a letter or _, then letters, digits, _ and -, for it names a variable, but is \"{FieldPath.Shown(name)}\"."
        : name.Length > DefinitionLimits.VariableNameLength
            ? $"Must have at most {DefinitionLimits.VariableNameLength} characters, but has {name.Length}."
        : BuiltInVariables.Names.Contains(name)
            ? $"Is the name of a variable that every journey has (`{name}`); choose another one."
        : _columns.TryGetValue(name, out var feed)
            ? $"Is the name of a column of `{feed}` already (`{name}`); choose another one."
        : null;

    /// <summary>Looks ahead at what the steps set, so that a variable that is named too early can be told from an unknown one.</summary>
    public void LookAhead(IReadOnlyList<StepDocument> steps)
    {
        for (var index = 0; index < steps.Count; index++)
        {
            var step = FieldPath.Element("steps", index);
            var extract = FieldPath.Member(step, "extract");
            if (faults.At(step) || faults.At(extract))
                HasUnreadableNames();
            for (var entry = 0; entry < (steps[index].Extract?.Count ?? 0); entry++)
            {
                if (steps[index].Extract![entry].Name is { } name)
                    _setters.TryAdd(name, (index, StepRules.NameOf(steps[index], index)));
                else
                    HasUnreadableNames();
            }
        }
    }

    /// <summary>From here on it is about this step.</summary>
    public void Enter(int step) => _step = step;

    /// <summary>A text of this step as a template; null where it is faulty.</summary>
    public Template? Read(string? text, ValueEncoding encoding, string field)
    {
        if (text is null || !CanParse(TemplateParser.TryParse(text, encoding, out var template, out var fault), field, fault))
            return null;
        return Check(template!, field) ? template : null;
    }

    /// <summary>A URL of this step as a template; null where it is no template.</summary>
    public Template? ReadUrl(string url, string field)
    {
        if (!CanParse(TemplateParser.TryParseUrl(url, out var template, out var fault), field, fault))
            return null;
        Check(template!, field);
        return template;
    }

    private bool CanParse(bool could, string field, string? fault)
    {
        if (!could)
            faults.Add(field, fault!);
        return could;
    }

    private bool Check(Template template, string field)
    {
        var isSound = true;
        foreach (var name in template.Variables.Distinct().Where(name => !IsKnown(name)))
        {
            isSound = false;
            // What nobody will read is only counted, for finding it costs.
            if ((faults.IsFull ? "" : FaultOf(name)) is { } fault)
                faults.Add(field, fault);
        }

        return isSound;
    }

    private bool IsKnown(string name) => BuiltInVariables.Names.Contains(name)
        || _columns.ContainsKey(name)
        || (_setters.TryGetValue(name, out var setter) && setter.Index < _step);

    private string? FaultOf(string name)
    {
        var shown = FieldPath.Shown(name);
        if (_setters.TryGetValue(name, out var setter))
        {
            return setter.Index == _step
                ? $"Names the variable `{shown}`, which this step itself sets, from its answer; only steps after it can name it."
                : $"Names the variable `{shown}`, which only a later step sets (\"{FieldPath.Shown(setter.Name)}\"); put that step before this one.";
        }

        if (_isUncertain)
            return null;
        var known = Known().ToList();
        var listed = string.Join(", ", known.Take(Shown).Select(word => $"`{word}`"))
            + (known.Count > Shown ? $" and {known.Count - Shown} more" : "");
        return Spelling.Nearest(name, known) is { } meant
            ? $"Names the variable `{shown}`, which is not known here; did you mean `{meant}`? Known here are {listed}."
            : $"Names the variable `{shown}`, which is not known here; known here are {listed}. Write \"$${{\" for a literal \"${{\".";
    }

    /// <summary>Their own before the built-in ones, which are listed where variables are explained.</summary>
    private IEnumerable<string> Known() =>
        [.. _setters.Where(setter => setter.Value.Index < _step).Select(setter => setter.Key), .. _columnsInOrder, .. BuiltInVariables.Names];
}
