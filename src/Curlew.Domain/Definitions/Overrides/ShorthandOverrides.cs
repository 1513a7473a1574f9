using System.Text.Json.Nodes;

namespace Curlew.Domain.Definitions.Overrides;

/// <summary>
/// Fields of the shorthand in an override, which mean the same as in a definition: those of the load are moved into
/// <c>load</c>, and those of the request into the saved definition's only step.
/// </summary>
internal sealed class ShorthandOverrides(JsonObject saved, JsonObject overrides)
{
    private static readonly string[] OfLoad = ["virtualUsers", "durationSeconds", "requests", "ratePerSecond", "maxVirtualUsers"];
    private static readonly string[] OfStep = ["url", "method"];

    private readonly Dictionary<string, string> _written = [];
    private readonly List<DefinitionFault> _faults = [];

    /// <summary>What of them cannot be moved.</summary>
    public IReadOnlyList<DefinitionFault> Faults => _faults;

    /// <summary>Moves them.</summary>
    public void Move()
    {
        Move(OfLoad, "load", OpenLoad, "load", _ => null);
        Move(OfStep, "steps", TakeStep, "steps[0]", FaultOfStep);
    }

    /// <summary>The field as it was written, of one as the full form has it.</summary>
    public string WrittenAs(string field) => _written.GetValueOrDefault(field, field);

    private void Move(string[] fields, string home, Func<JsonObject> open, string path, Func<string, string?> faultOf)
    {
        string[] given = [.. fields.Where(overrides.ContainsKey)];
        if (given.Length == 0)
            return;
        var isTaken = overrides.ContainsKey(home);
        JsonObject? target = null;
        foreach (var field in given)
        {
            var value = overrides[field];
            overrides.Remove(field);
            var fault = isTaken ? $"Cannot stand beside `{home}`; write it as `{path}.{field}`." : faultOf(field);
            if (fault is not null)
            {
                _faults.Add(new DefinitionFault(field, fault));
                continue;
            }

            target ??= open();
            target[field] = value;
            _written[$"{path}.{field}"] = field;
        }
    }

    private string? FaultOfStep(string field) => saved["steps"] is JsonArray { Count: 1 }
        ? null
        : $"Is for a definition of one step, but the saved one has {(saved["steps"] as JsonArray)?.Count ?? 0}; give `steps` as a whole.";

    /// <summary>A copy of the saved step. A name that the definition had of its method and URL goes, for it would tell lies.</summary>
    private JsonObject TakeStep()
    {
        var step = (JsonObject)saved["steps"]![0]!.DeepClone();
        if ((string?)saved["name"] == $"{step["method"]} {step["url"]}")
            saved.Remove("name");
        overrides["steps"] = new JsonArray(step);
        return step;
    }

    private JsonObject OpenLoad()
    {
        var load = new JsonObject();
        overrides["load"] = load;
        return load;
    }
}
