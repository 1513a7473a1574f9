namespace Curlew.Domain.Regressions;

/// <summary>One metric of several runs of the same kind.</summary>
internal sealed class FigureGroup(IReadOnlyList<RunFigure> runs)
{
    public int Count => runs.Count;

    /// <summary>
    /// Two groups that are held against each other. Where each has several runs, these tell what all of the group do alike; a single one
    /// has to be seen together with the others, whose plan is its own.
    /// </summary>
    public static (FigureGroup Current, FigureGroup Baseline) Both(IReadOnlyList<RunFigure> current, IReadOnlyList<RunFigure> baseline)
    {
        if (current.Count > 1 && baseline.Count > 1)
            return (new FigureGroup(SharedPattern.TakeOff(current)), new FigureGroup(SharedPattern.TakeOff(baseline)));

        var all = SharedPattern.TakeOff([.. current, .. baseline]);
        return (new FigureGroup([.. all.Take(current.Count)]), new FigureGroup([.. all.Skip(current.Count)]));
    }

    public double Mean { get; } = runs.Average(run => run.Value);

    /// <summary>What a run varies by within itself, on average.</summary>
    public double VarianceWithin { get; } = runs.Average(run => run.Variance);

    /// <summary>The sum of the squares of what runs differ from their mean by.</summary>
    public double Squares => runs.Sum(run => (run.Value - Mean) * (run.Value - Mean));

    /// <summary>What each run's own variance does to the mean, as terms of a sum.</summary>
    public IEnumerable<VarianceTerm> Terms => runs.Select(run => new VarianceTerm(run.Variance / Count / Count, run.DegreesOfFreedom));

    /// <summary>How far the mean may lie below and above, squared, by what runs vary within themselves.</summary>
    public (double Below, double Above, KnownEnds Known) SquaresWithin(double standardErrors)
    {
        var (below, above, known) = (0.0, 0.0, KnownEnds.Both);
        foreach (var run in runs)
        {
            var range = run.Within(standardErrors);
            below += (run.Value - range.Low) * (run.Value - range.Low) / Count / Count;
            above += (range.High - run.Value) * (range.High - run.Value) / Count / Count;
            known = known.And(range.Known);
        }

        return (below, above, known);
    }
}

/// <summary>A part of a variance, and how well it is known.</summary>
internal sealed record VarianceTerm(double Variance, double DegreesOfFreedom)
{
    /// <summary>
    /// The degrees of freedom of a sum: F. E. Satterthwaite, An Approximate Distribution of Estimates of Variance Components,
    /// Biometrics Bulletin 2 (1946).
    /// </summary>
    public static double DegreesOfSum(IReadOnlyCollection<VarianceTerm> terms)
    {
        if (terms.Any(term => term.DegreesOfFreedom <= 0))
            return 0;
        var sum = terms.Sum(term => term.Variance);
        var squares = terms.Sum(term => term.Variance * term.Variance / term.DegreesOfFreedom);
        return squares > 0 ? sum * sum / squares : double.PositiveInfinity;
    }
}
