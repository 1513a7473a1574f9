namespace Curlew.Domain.Statistics;

/// <summary>The regularised incomplete beta function, of which the t distribution is made.</summary>
internal static class IncompleteBeta
{
    private const int MostTerms = 10_000;
    private const double Precision = 1e-14;
    private const double Tiny = 1e-300;

    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>I_x(a, b); by the continued fraction of Abramowitz and Stegun 26.5.8, evaluated as W. J. Lentz does.</summary>
    public static double Of(double a, double b, double x)
    {
        if (x <= 0)
            return 0;
        if (x >= 1)
            return 1;
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2)
            ? front * Fraction(a, b, x) / a
            : 1 - (front * Fraction(b, a, 1 - x) / b);
    }

    private static double Fraction(double a, double b, double x)
    {
        var c = 1.0;
        var d = 1 / AwayFromZero(1 - ((a + b) * x / (a + 1)));
        var value = d;
        for (var term = 1; term <= MostTerms; term++)
        {
            var twice = 2 * term;
            Step(term * (b - term) * x / ((a + twice - 1) * (a + twice)));
            var factor = Step(-(a + term) * (a + b + term) * x / ((a + twice) * (a + twice + 1)));
            if (Math.Abs(factor - 1) < Precision)
                break;
        }

        return value;

        double Step(double coefficient)
        {
            d = 1 / AwayFromZero(1 + (coefficient * d));
            c = AwayFromZero(1 + (coefficient / c));
            value *= c * d;
            return c * d;
        }
    }

    private static double AwayFromZero(double number) => Math.Abs(number) < Tiny ? Tiny : number;

    /// <summary>By the approximation of C. Lanczos (1964), for positive numbers.</summary>
    private static double LogGamma(double number)
    {
        if (number < 0.5)
            return Math.Log(Math.PI / Math.Sin(Math.PI * number)) - LogGamma(1 - number);
        var z = number - 1;
        var sum = Lanczos[0];
        for (var term = 1; term < Lanczos.Length; term++)
            sum += Lanczos[term] / (z + term);
        var t = z + Lanczos.Length - 1.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((z + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }
}
