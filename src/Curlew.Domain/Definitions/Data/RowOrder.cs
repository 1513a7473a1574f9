namespace Curlew.Domain.Definitions.Data;

/// <summary>
/// Which row which iteration takes, from nothing but their numbers: many event loops ask at once, and a run that is repeated
/// takes the same rows.
/// </summary>
internal static class RowOrder
{
    /// <summary>Enough that neither the orders of few rows nor neighbours among many show a bias.</summary>
    private const int Rounds = 24;

    /// <summary>Any row. The upper half of a product picks it (Lemire, "Fast random integer generation in an interval", 2019).</summary>
    public static int Random(int seed, long iteration, int rows) =>
        (int)Math.BigMul(Mix(Key(seed) ^ (ulong)iteration), (ulong)rows, out _);

    /// <summary>
    /// Every row once in each cycle: the swap-or-not shuffle (Hoang, Morris and Rogaway, "An enciphering scheme based on a
    /// card shuffle", 2012). Each round pairs every row with another one and swaps some of the pairs, which can be followed
    /// for one row without the others. A Feistel network costs less, but is biased where there are few rows.
    /// </summary>
    public static int Shuffled(int seed, long iteration, int rows)
    {
        var (cycle, index) = Math.DivRem(iteration, rows);
        var key = Mix(Key(seed) ^ (ulong)cycle);
        var row = (int)index;
        for (var round = 0ul; round < Rounds; round++)
        {
            var random = Mix(key + round);
            var partner = (int)Math.BigMul(random, (ulong)rows, out _) - row;
            if (partner < 0)
                partner += rows;
            if ((Mix(random ^ (uint)Math.Max(row, partner)) & 1) == 1)
                row = partner;
        }

        return row;
    }

    private static ulong Key(int seed) => Mix(0x9E3779B97F4A7C15 ^ (uint)seed);

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
