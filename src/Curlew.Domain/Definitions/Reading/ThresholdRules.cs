using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Thresholds;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>When a threshold is complete: a figure that there is, a condition, and a limit in the figure's own unit.</summary>
/// <param name="faults">Where faults go.</param>
/// <param name="steps">The names of the journey's steps; null where they are not known.</param>
internal sealed class ThresholdRules(FaultList faults, IReadOnlyCollection<string>? steps)
{
    /// <summary>Which field has the limit, by unit.</summary>
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["milliseconds"] = "valueMs",
        ["percent"] = "valuePercent",
        ["perSecond"] = "valuePerSecond",
        ["count"] = "value",
    };

    /// <summary>The thresholds; faulty ones are left out.</summary>
    public IReadOnlyList<Threshold> Read(IReadOnlyList<ThresholdDocument>? documents)
    {
        var thresholds = new List<Threshold>();
        for (var index = 0; index < (documents?.Count ?? 0); index++)
        {
            var path = FieldPath.Element("thresholds", index);
            if (!faults.At(path) && ReadOne(documents![index], path) is { } threshold)
                thresholds.Add(threshold);
        }

        return thresholds;
    }

    /// <summary>In which field of a document the limit of a metric stands.</summary>
    public static string FieldOf(ThresholdMetric metric) => Fields[metric.UnitOf()];

    private Threshold? ReadOne(ThresholdDocument document, string path)
    {
        CheckIsThere("metric", "a threshold needs `metric`, `condition` and a limit.");
        CheckIsThere("condition", "say how the figure has to compare with the limit, \"<\", \"<=\", \">\" or \">=\".");
        CheckGrace(document, path);
        CheckStep(document.Step, FieldPath.Member(path, "step"));
        if (ThresholdWords.MetricOf(document.Metric) is not { } metric)
            return null;

        CheckAggregate(metric, path);
        CheckValue(metric, path);
        if (metric.IsOfRunOnly() && faults.Has(FieldPath.Member(path, "step")))
        {
            faults.Add(
                FieldPath.Member(path, "step"),
                $"Cannot stand beside the metric `{document.Metric}`, which there is of the whole run only; leave it out.");
        }

        var value = document.ValueMs ?? document.ValuePercent ?? document.ValuePerSecond ?? document.Value;
        if (ThresholdWords.ConditionOf(document.Condition) is not { } condition || value is null)
            return null;
        var stopRun = document.StopRun ?? false;
        return new Threshold
        {
            Metric = metric,
            Step = document.Step,
            Aggregate = ThresholdWords.AggregateOf(document.Aggregate),
            Condition = condition,
            Value = value.Value,
            StopRun = stopRun,
            Grace = stopRun ? (document.GraceSeconds ?? DefinitionLimits.DefaultGraceSeconds).ToTimeSpan() : TimeSpan.Zero,
        };

        void CheckIsThere(string name, string what)
        {
            if (!faults.Has(FieldPath.Member(path, name)))
                faults.Add(FieldPath.Member(path, name), $"Is missing: {what}");
        }
    }

    private void CheckStep(string? step, string field)
    {
        if (step is null || steps is null || steps.Contains(step) || faults.At(field))
            return;
        var nearest = Spelling.Nearest(step, steps) is { } meant ? $"; did you mean \"{FieldPath.Shown(meant)}\"?" : ".";
        faults.Add(field, $"Must be the name of a step, but none is called \"{FieldPath.Shown(step)}\"{nearest}");
    }

    private void CheckAggregate(ThresholdMetric metric, string path)
    {
        var field = FieldPath.Member(path, "aggregate");
        if (metric.IsDistribution() && !faults.Has(field))
            faults.Add(field, $"Is missing: `{metric.ToWord()}` is a distribution, so say which figure of it, as in \"p95\".");
        else if (!metric.IsDistribution() && faults.Has(field))
            faults.Add(field, $"Cannot stand beside the metric `{metric.ToWord()}`, which is a single figure; leave it out.");
    }

    private void CheckValue(ThresholdMetric metric, string path)
    {
        var needed = FieldOf(metric);
        if (!faults.Has(FieldPath.Member(path, needed)))
            faults.Add(FieldPath.Member(path, needed), $"Is missing: the limit of `{metric.ToWord()}` is given as `{needed}`.");
        foreach (var other in Fields.Values.Where(other => other != needed && faults.Has(FieldPath.Member(path, other))))
            faults.Add(FieldPath.Member(path, other), $"Is not the unit of `{metric.ToWord()}`; give its limit as `{needed}`.");
    }

    private void CheckGrace(ThresholdDocument document, string path)
    {
        var field = FieldPath.Member(path, "graceSeconds");
        if (faults.Has(field) && document.StopRun != true && !faults.At(FieldPath.Member(path, "stopRun")))
            faults.Add(field, "Belongs to a threshold that stops the run: say `\"stopRun\": true`, or leave it out.");
    }
}
