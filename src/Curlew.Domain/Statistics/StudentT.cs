namespace Curlew.Domain.Statistics;

/// <summary>Student's t distribution.</summary>
public static class StudentT
{
    /// <summary>From so many degrees of freedom on it is the normal distribution to nine digits.</summary>
    private const double AsGoodAsNormal = 1e7;

    private const int Halvings = 100;

    /// <summary>
    /// The value that is exceeded with a probability of <paramref name="upperTail"/>, at most a half; degrees of freedom need not be
    /// whole. Infinite where there are none.
    /// </summary>
    public static double UpperQuantile(double upperTail, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(upperTail);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(upperTail, 0.5);
        if (degreesOfFreedom <= 0)
            return double.PositiveInfinity;
        if (degreesOfFreedom >= AsGoodAsNormal)
            return NormalDistribution.UpperQuantile(upperTail);

        var low = 0.0;
        var high = 1.0;
        while (UpperTail(high, degreesOfFreedom) > upperTail && high < double.MaxValue / 4)
            high *= 2;
        for (var halving = 0; halving < Halvings && high - low > 1e-14 * high; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = UpperTail(middle, degreesOfFreedom) > upperTail ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>How probable it is that a value, at least 0, is exceeded.</summary>
    public static double UpperTail(double value, double degreesOfFreedom) =>
        0.5 * IncompleteBeta.Of(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + (value * value)));
}
