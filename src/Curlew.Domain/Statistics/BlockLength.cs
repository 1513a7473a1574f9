namespace Curlew.Domain.Statistics;

/// <summary>
/// How long blocks of a series have to be for a block bootstrap of its mean: long enough that what depends on each other stays
/// together. D. N. Politis, H. White, Automatic Block-Length Selection for the Dependent Bootstrap, Econometric Reviews 23 (2004),
/// as corrected by A. Patton, D. N. Politis, H. White, Econometric Reviews 28 (2009).
/// </summary>
public static class BlockLength
{
    /// <summary>Autocorrelations within so many standard errors count as none.</summary>
    private const double Insignificant = 2;

    private const int LeastRunOfInsignificant = 5;

    /// <summary>The best length for circular blocks, not rounded: at least 1, at most what <see cref="Longest"/> says.</summary>
    public static double ForCircularBlocks(ReadOnlySpan<double> series)
    {
        var count = series.Length;
        var longest = Longest(count);
        if (longest <= 1)
            return 1;

        var covariances = Covariances(series);
        if (covariances[0] <= 0)
            return 1;

        var width = 2 * LastSignificantLag(covariances, count);
        var spectrum = covariances[0];
        var slope = 0.0;
        for (var lag = 1; lag <= Math.Min(width, covariances.Length - 1); lag++)
        {
            var weighed = 2 * FlatTop(lag / (double)width) * covariances[lag];
            spectrum += weighed;
            slope += weighed * lag;
        }

        var error = 4.0 / 3 * spectrum * spectrum;
        return error <= 0 ? 1 : Math.Clamp(Math.Cbrt(2 * slope * slope / error * count), 1, longest);
    }

    /// <summary>The longest blocks that a series of so many values can be cut into: there must be three of them.</summary>
    public static double Longest(int count) => Math.Floor(Math.Min(3 * Math.Sqrt(count), count / 3.0));

    private static double[] Covariances(ReadOnlySpan<double> series)
    {
        var count = series.Length;
        var mean = 0.0;
        foreach (var value in series)
            mean += value / count;

        var lags = Math.Min(count - 1, (int)Math.Ceiling(Math.Sqrt(count)) + RunOfInsignificant(count));
        var covariances = new double[(2 * lags) + 1 > count ? count : (2 * lags) + 1];
        for (var lag = 0; lag < covariances.Length; lag++)
        {
            for (var place = lag; place < count; place++)
                covariances[lag] += (series[place] - mean) * (series[place - lag] - mean) / count;
        }

        return covariances;
    }

    private static int RunOfInsignificant(int count) => Math.Max(LeastRunOfInsignificant, (int)Math.Sqrt(Math.Log10(count)));

    /// <summary>The lag after which a whole run of autocorrelations is insignificant, or else the last significant one that is looked at.</summary>
    private static int LastSignificantLag(double[] covariances, int count)
    {
        var run = RunOfInsignificant(count);
        var band = Insignificant * Math.Sqrt(Math.Log10(count) / count) * covariances[0];
        var most = Math.Min(covariances.Length - 1, (int)Math.Ceiling(Math.Sqrt(count)) + run);
        var last = 0;
        for (var lag = 1; lag <= most && lag - last <= run; lag++)
        {
            if (Math.Abs(covariances[lag]) > band)
                last = lag;
        }

        return Math.Max(1, last);
    }

    private static double FlatTop(double share) => share <= 0.5 ? 1 : Math.Max(0, 2 * (1 - share));
}
