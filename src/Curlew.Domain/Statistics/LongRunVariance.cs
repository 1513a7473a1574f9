namespace Curlew.Domain.Statistics;

/// <summary>How much the sum of a series of dependent values varies.</summary>
/// <param name="OfSum">The variance of the sum of all values.</param>
/// <param name="DegreesOfFreedom">How well it is known: what the t distribution has to be asked with; 0 where there is but one value.</param>
public sealed record LongRunVariance(double OfSum, double DegreesOfFreedom)
{
    /// <summary>Blocks that overlap know half as much again as blocks side by side (Meketon, Schmeiser, 1984).</summary>
    private const double GainOfOverlap = 1.5;

    /// <summary>
    /// The variance that a circular block bootstrap (Politis, Romano, 1992) would come to with endless resamples, which has a closed
    /// form: nothing is drawn, so nothing depends on luck. Blocks are as long as <see cref="BlockLength"/> says, and what a short
    /// series lacks because its own mean was taken off is added again.
    /// </summary>
    public static LongRunVariance Of(ReadOnlySpan<double> series)
    {
        var count = series.Length;
        if (count < 2)
            return new LongRunVariance(0, 0);

        var length = Math.Max(1, (int)Math.Round(BlockLength.ForCircularBlocks(series)));
        var mean = 0.0;
        foreach (var value in series)
            mean += value / count;

        var block = 0.0;
        for (var place = 0; place < length; place++)
            block += series[place] - mean;
        var squares = 0.0;
        for (var start = 0; start < count; start++)
        {
            squares += block * block;
            block += series[(start + length) % count] - series[start];
        }

        var blocks = count / (double)length;
        return new LongRunVariance(
            squares / length / (1 - (1 / blocks)),
            length == 1 ? count - 1 : Math.Min(count - 1, GainOfOverlap * (blocks - 1)));
    }
}
