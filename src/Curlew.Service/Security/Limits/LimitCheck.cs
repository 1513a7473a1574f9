using System.Globalization;
using Curlew.Domain.Definitions;
using Curlew.Domain.Definitions.Load;

namespace Curlew.Service.Security.Limits;

/// <summary>
/// Holds a definition against the limits of who wants it run. What somebody asked for and may not have is a fault, at its field of the
/// full form; what nobody asked for, because it is a default or is not said at all, is lowered to what may be, and the run shows it.
/// </summary>
internal sealed class LimitCheck
{
    private readonly LimitsInForce _limits;
    private readonly List<DefinitionFault> _faults = [];

    private LimitCheck(LimitsInForce limits) => _limits = limits;

    /// <summary>The definition as it may be run, or all faults.</summary>
    public static (RunDefinition Definition, IReadOnlyList<DefinitionFault> Faults) Run(RunDefinition definition, LimitsInForce limits)
    {
        var check = new LimitCheck(limits);
        var steps = definition.Steps.Select(check.Step).ToList();
        var load = check.Load(definition.Load, definition.Steps.Count);
        return (definition with { Steps = steps, Load = load, Limits = check.OwnLimits(definition) }, check._faults);
    }

    private Step Step(Step step, int index)
    {
        if (_limits.ResponseBytes is not { } limit || step.MaxResponseBytes <= limit.Most)
            return step;
        if (step.MaxResponseBytes != DefinitionLimits.DefaultMaxResponseBytes)
            Refuse($"steps[{index}].maxResponseBytes", step.MaxResponseBytes, "bytes of an answer", limit);
        return step with { MaxResponseBytes = (long)limit.Most };
    }

    private RunLoad Load(RunLoad load, int steps)
    {
        var isOpen = load is OpenLoad;
        for (var index = 0; index < load.Stages.Count; index++)
        {
            var target = load.Stages[index].Target;
            var path = load.Stages is [{ Ramp: false }] ? "load" : $"load.stages[{index}]";
            if (isOpen && _limits.RatePerSecond is { } rate && target * steps > rate.Most)
                Refuse($"{path}.ratePerSecond", target * steps, steps == 1 ? "requests per second" : $"requests per second ({steps} steps)", rate);
            if (!isOpen && _limits.VirtualUsers is { } users && target > users.Most)
                Refuse($"{path}.virtualUsers", target, "virtual users", users);
        }

        if (_limits.DurationSeconds is { } seconds && load.Duration is { } duration && duration.TotalSeconds > seconds.Most)
        {
            var path = load.Stages is [{ Ramp: false }] ? "load.durationSeconds" : "load.stages";
            Refuse(path, duration.TotalSeconds, "seconds", seconds);
        }

        return load is OpenLoad open ? Cap(open) : load;
    }

    private OpenLoad Cap(OpenLoad load)
    {
        if (_limits.VirtualUsers is not { } limit || load.Cap <= limit.Most)
            return load;
        if (load.Cap != DefinitionLimits.DefaultMaxVirtualUsers)
            Refuse("load.maxVirtualUsers", load.Cap, "virtual users", limit);
        return load with { Cap = (int)limit.Most };
    }

    /// <summary>The run keeps to these also where the limits are changed meanwhile.</summary>
    private LoadLimits OwnLimits(RunDefinition definition)
    {
        var own = definition.Limits;
        if (own.Duration is { } duration && _limits.DurationSeconds is { } seconds && duration.TotalSeconds > seconds.Most)
            Refuse("limits.durationSeconds", duration.TotalSeconds, "seconds", seconds);
        if (own.TotalBytes > _limits.TotalBytes?.Most)
            Refuse("limits.totalBytes", own.TotalBytes!.Value, "bytes", _limits.TotalBytes);

        // A load of a fixed time has been held against the limit above, and ends by itself.
        return new LoadLimits(
            own.Duration ?? (definition.Load.Duration is null && _limits.DurationSeconds is { } most
                ? TimeSpan.FromSeconds(most.Most)
                : null),
            own.TotalBytes ?? (long?)_limits.TotalBytes?.Most);
    }

    private void Refuse(string field, double asked, string what, LimitInForce limit) => _faults.Add(new DefinitionFault(
        field,
        string.Create(CultureInfo.InvariantCulture, $"Comes to {asked:0.###} {what}, but may come to {limit.Most:0.###}: {limit.Whose}.")));
}
