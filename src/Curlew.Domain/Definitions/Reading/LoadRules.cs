using Curlew.Domain.Definitions.Documents;
using Curlew.Domain.Definitions.Load;

namespace Curlew.Domain.Definitions.Reading;

/// <summary>
/// When a load is complete: it is closed or open, constant or in stages, never a mixture; it has one end; and it starts
/// something.
/// </summary>
/// <param name="faults">Where faults go.</param>
/// <param name="path">Where the load stands: <c>load</c>, or nothing for the shorthand.</param>
/// <param name="steps">How many steps the journey has; null where that is not known.</param>
/// <param name="defaultMaxVirtualUsers">The most virtual users of an open load that names no number.</param>
internal sealed class LoadRules(FaultList faults, string path, int? steps, int defaultMaxVirtualUsers)
{
    /// <summary>Rates are binary fractions: 1/60 per second for 60 seconds has to come to one start.</summary>
    private const double Rounding = 1e-9;

    private static readonly string[] Counts = ["requests", "iterations"];
    private static readonly string[] Ends = ["durationSeconds", .. Counts];
    private static readonly string[] ConstantFields = ["virtualUsers", "ratePerSecond", .. Ends];

    /// <summary>The load; null where it is faulty.</summary>
    public RunLoad? Read(LoadDocument document)
    {
        if (faults.At(Field("model")))
            return null;
        var isOpen = document.Model == "open";
        if (!isOpen && faults.Has(Field("maxVirtualUsers")))
        {
            faults.Add(
                Field("maxVirtualUsers"),
                "Belongs to an open load (`ratePerSecond`); the number of a closed one is `virtualUsers`.");
        }

        var stages = faults.Has(Field("stages")) ? ReadStages(document.Stages, isOpen)
            : isOpen ? ReadConstantRate(document)
            : ReadConstantUsers(document);
        if (stages is null)
            return null;
        RunLoad load = isOpen
            ? new OpenLoad(stages, (int)(document.MaxVirtualUsers ?? defaultMaxVirtualUsers))
            : new ClosedLoad(stages, document.Requests ?? document.Iterations);
        CheckLength(load);
        CheckStarts(load);
        return load;
    }

    private List<Stage>? ReadConstantUsers(LoadDocument document)
    {
        if (faults.Has(Field("ratePerSecond")))
        {
            faults.Add(
                Field("ratePerSecond"),
                "Belongs to an open load: say so with `model` \"open\", or give `virtualUsers` instead.");
        }

        var end = ReadEnd();
        return end is null || (document.DurationSeconds ?? document.Requests ?? document.Iterations) is null
            ? null
            : [new Stage(document.DurationSeconds.ToTimeSpan(), document.VirtualUsers ?? 1, Ramp: false)];
    }

    /// <summary>The field that ends a closed load; null where there is none, or more than one.</summary>
    private string? ReadEnd()
    {
        string[] ends = [.. Ends.Where(end => faults.Has(Field(end)))];
        if (ends.Length == 0)
        {
            var number = steps is null or 1 ? "requests" : "iterations";
            faults.Add(
                Field("durationSeconds"),
                $"Is missing: give `durationSeconds` or `{number}`, so that the run has an end.");
        }

        foreach (var end in ends.Skip(1))
        {
            faults.Add(
                Field(end),
                $"Cannot stand beside `{ends[0]}`: a run ends after a time or some "
                + $"{(end == "iterations" ? end : "requests")}; give one of the two.");
        }

        if (ends.Contains("requests") && steps > 1)
            faults.Add(Field("requests"), $"Is for a journey of one step, but this one has {steps}; give `iterations` instead.");
        return ends.Length == 1 ? ends[0] : null;
    }

    private List<Stage>? ReadConstantRate(LoadDocument document)
    {
        if (faults.Has(Field("virtualUsers")))
        {
            faults.Add(
                Field("virtualUsers"),
                "Belongs to a closed load; an open one takes as many virtual users as its rate needs. To limit them, give "
                + "`maxVirtualUsers`.");
        }

        string[] counts = [.. Counts.Where(count => faults.Has(Field(count)))];
        foreach (var count in counts)
            faults.Add(Field(count), "Belongs to a closed load; an open one ends after a time: give `durationSeconds` instead.");
        if (!faults.Has(Field("ratePerSecond")))
        {
            faults.Add(
                Field("ratePerSecond"),
                "Is missing: an open load needs `ratePerSecond` and `durationSeconds`, or `stages`.");
        }

        if (!faults.Has(Field("durationSeconds")) && counts.Length == 0)
            faults.Add(Field("durationSeconds"), "Is missing: an open load ends after a time, so give `durationSeconds`.");
        return document is { RatePerSecond: { } rate, DurationSeconds: { } duration }
            ? [new Stage(duration.ToTimeSpan(), rate, Ramp: false)]
            : null;
    }

    private List<Stage>? ReadStages(IReadOnlyList<StageDocument>? documents, bool isOpen)
    {
        foreach (var field in ConstantFields.Where(field => faults.Has(Field(field))))
        {
            faults.Add(
                Field(field),
                "Cannot stand beside `stages`, which say all about how much and how long; put it into one of them.");
        }

        if (documents is null)
            return null;
        if (documents.Count == 0)
            faults.Add(Field("stages"), "Must have at least one stage.");

        var stages = new List<Stage>();
        for (var index = 0; index < documents.Count; index++)
        {
            if (ReadStage(documents[index], FieldPath.Element(Field("stages"), index), isOpen) is { } stage)
                stages.Add(stage);
        }

        return stages.Count > 0 && stages.Count == documents.Count ? stages : null;
    }

    private Stage? ReadStage(StageDocument document, string stage, bool isOpen)
    {
        if (faults.At(stage))
            return null;
        var (model, target, other) = isOpen ? ("an open", "ratePerSecond", "virtualUsers") : ("a closed", "virtualUsers", "ratePerSecond");
        foreach (var field in new[] { "durationSeconds", target }.Where(field => !faults.Has(FieldPath.Member(stage, field))))
        {
            faults.Add(
                FieldPath.Member(stage, field),
                $"Is missing: a stage of {model} load needs `durationSeconds` and `{target}`.");
        }

        if (faults.Has(FieldPath.Member(stage, other)))
        {
            faults.Add(
                FieldPath.Member(stage, other),
                $"Cannot stand in a stage of {model} load, which has `{target}` (see `{Field("model")}`).");
        }

        return (isOpen ? document.RatePerSecond : document.VirtualUsers) is { } value && document.DurationSeconds is { } duration
            ? new Stage(duration.ToTimeSpan(), value, document.Ramp ?? false)
            : null;
    }

    private void CheckLength(RunLoad load)
    {
        if (load.Duration is { } duration && duration.TotalSeconds > DefinitionLimits.DurationSeconds)
        {
            faults.Add(
                Field("stages"),
                $"Must last at most {DefinitionLimits.DurationSeconds} seconds together, but last {duration.TotalSeconds:0.###}.");
        }
    }

    private void CheckStarts(RunLoad load)
    {
        var amount = faults.Has(Field("stages")) ? Field("stages") : Field("ratePerSecond");
        if (load is OpenLoad { PlannedStarts: < 1 - Rounding } open)
        {
            // Rounded down, so that it never says 1.
            var starts = Math.Floor(open.PlannedStarts * 1e6) / 1e6;
            faults.Add(
                amount,
                $"Comes to {starts:0.######} starts in all, so that nothing would be sent; raise rate or duration until it is "
                + "1 or more.");
        }
        else if (load is ClosedLoad { MaxVirtualUsers: 0 })
        {
            faults.Add(amount, "Has no virtual users in any stage, so that nothing would be sent; give at least one stage some.");
        }
    }

    private string Field(string name) => FieldPath.Member(path, name);
}
