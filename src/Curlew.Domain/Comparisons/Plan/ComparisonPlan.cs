namespace Curlew.Domain.Comparisons.Plan;

/// <summary>In which order the arms of a comparison are run.</summary>
/// <param name="Seed">What the order was drawn by.</param>
/// <param name="Order">The numbers of the arms, all rounds one after the other; each round has each arm once.</param>
public sealed record ComparisonPlan(int Seed, IReadOnlyList<int> Order)
{
    /// <summary>
    /// Draws an order in which each arm is about equally often in each place of a round and follows each other arm about equally often,
    /// so that neither what a server does over time nor what a run leaves behind favours one of them.
    /// </summary>
    /// <remarks>
    /// Rows of a Williams design (E. J. Williams, "Experimental designs balanced for the estimation of residual effects of treatments",
    /// Australian Journal of Scientific Research A 2, 1949): a Latin square in which each arm follows each other one once, where their number
    /// is even; where it is odd, that takes the square and its mirror image. Which arm is which in the design, and in which order its rows
    /// are taken, is drawn.
    /// </remarks>
    public static ComparisonPlan Draw(int arms, int rounds, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(arms, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        var random = new Random(seed);
        var labels = Enumerable.Range(0, arms).ToArray();
        random.Shuffle(labels);
        var rows = new List<int[]>();
        while (rows.Count < rounds)
        {
            // A square as a whole before the next one: that is what keeps places even at any number of rounds.
            foreach (var square in SquaresOf(arms))
            {
                random.Shuffle(square);
                rows.AddRange(square);
            }
        }

        return new ComparisonPlan(seed, [.. rows.Take(rounds).SelectMany(row => row).Select(place => labels[place])]);
    }

    /// <summary>The round of a place in the order, from 0.</summary>
    public int RoundOf(int position) => position / Order.Distinct().Count();

    private static IEnumerable<int[][]> SquaresOf(int arms)
    {
        var first = new int[arms];
        for (var place = 0; place < arms; place++)
            first[place] = place % 2 == 1 ? (place + 1) / 2 : (arms - (place / 2)) % arms;
        var square = Enumerable.Range(0, arms)
            .Select(shift => first.Select(arm => (arm + shift) % arms).ToArray())
            .ToArray();
        yield return square;
        if (arms % 2 == 1)
            yield return [.. square.Select(row => row.Reverse().ToArray())];
    }
}
