using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Statistics;

/// <summary>Bounds of the quantiles of shares that are seen only in counts, so many tries of each share: they hold whatever law the shares have.</summary>
/// <remarks>
/// <para>
/// With B(k; x) the probability of at most k hits in n tries at a share x, G the law of the shares and T(k) the probability of at most k hits over all of them: of the shares up to x each has at most k hits with B(k; x) or more, of the others with B(k; x) or less.
/// So G(x) B(k; x) &lt;= T(k) &lt;= G(x) + (1 - G(x)) B(k; x), for every k, and with bounds of T(k) follow those of G(x) and of its quantiles. Nothing is assumed, so that they are wide where tries are few, and not narrower than there is reason to.
/// </para>
/// The bounds of T(k) are those of Clopper and Pearson, for some k chosen before anything is seen and together at the level asked for (Bonferroni).
/// </remarks>
internal sealed class MixtureQuantiles
{
    private const int Halvings = 48;

    private readonly int _each;
    private readonly (int Hits, double Low, double High)[] _bounds;

    /// <param name="counts">The hits of each share, from 0 to <paramref name="each"/>.</param>
    /// <param name="each">Tries of each.</param>
    /// <param name="confidence">The level of the interval of one quantile, in (0, 1).</param>
    public MixtureQuantiles(ReadOnlySpan<int> counts, int each, double confidence)
    {
        _each = each;
        int[] hits = Looked(each), sorted = counts.ToArray();
        Array.Sort(sorted);
        double level = 1 - ((1 - confidence) / hits.Length);
        _bounds = [.. hits.Select(k =>
        {
            (double low, double high) = Proportion.ClopperPearson(AtMost(sorted, k), sorted.Length, level);
            return (k, low, high);
        })];
    }

    /// <summary>The interval of the least share that at least <paramref name="p"/> of all shares are not above; 0 and 1 where nothing bounds it.</summary>
    /// <param name="p">A probability, in (0, 1).</param>
    public (double Low, double High) Quantile(double p) => (Last(x => Most(x) < p), 1 - Last(y => Least(1 - y) >= p));

    // G(x) is at most so much, and at least.
    private double Most(double x) => _bounds.Min(b => Within(b.Hits, x) is var within && within > 0 ? b.High / within : double.PositiveInfinity);

    private double Least(double x) => _bounds.Max(b => Within(b.Hits, x) is var within && within < 1 ? (b.Low - within) / (1 - within) : 0);

    private double Within(int hits, double x) => x <= 0 ? 1 : x >= 1 ? 0 : IncompleteBeta.Lower(_each - hits, hits + 1, 1 - x);

    // What holds at 0, or nowhere, holds up to here.
    private static double Last(Func<double, bool> holds)
    {
        (double low, double high) = (0, 1);
        if (!holds(0)) return 0;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            if (holds(middle)) low = middle;
            else high = middle;
        }
        return low;
    }

    private static int AtMost(int[] sorted, int hits)
    {
        int at = Array.BinarySearch(sorted, hits);
        if (at < 0) return ~at;
        while (at < sorted.Length && sorted[at] == hits) at++;
        return at;
    }

    // All few hits, and ever sparser ones; the same of misses.
    private static int[] Looked(int each)
    {
        var few = new SortedSet<int>();
        for (double k = 0; k <= each / 2; k = Math.Max(k + 1, Math.Round(k * 1.35)))
        {
            few.Add((int)k);
            few.Add(each - 1 - (int)k);
        }
        few.RemoveWhere(k => k < 0 || k >= each);
        return [.. few];
    }
}
