namespace ScenarioSim.Statistics;

/// <summary>The error of a mean over runs that are dealt out to independent replicates, within which they may depend on each other.</summary>
/// <remarks>
/// <para>
/// The mean is a ratio, sum over replicates of a sum by the same of a count. Its squared standard error is R / (R - 1) times the sum of (sum_r - mean count_r)^2, divided by the square of the count: for
/// replicates of one size the usual one of R independent means, else the linearised one of a ratio (W. Cochran, Sampling Techniques, 1977, chapter 6). Student's t has R - 1 degrees of freedom.
/// P. L'Ecuyer, C. Lemieux (in: Modeling Uncertainty, 2002) take the errors of randomised quasi-Monte Carlo so; that replicates are about normal follows for Latin hypercubes from A. Owen, JRSS B 54 (1992),
/// and for scrambled nets from W.-L. Loh, Ann. Statist. 31 (2003).
/// </para>
/// Replicates in which nothing was counted tell nothing, and do not count as one.
/// </remarks>
internal static class ReplicatedMean
{
    /// <summary>So many values in each replicate, on average, are needed before their spread is believed where it is small.</summary>
    public const int Enough = 4;

    private const double Rounding = 1e-12;

    /// <summary>The mean, its squared standard error, and the degrees of freedom of that: below 1 where there is nothing to tell it from.</summary>
    /// <param name="sums">By replicate.</param>
    /// <param name="counts">By replicate; not all 0.</param>
    public static (double Mean, double Variance, int Degrees) Of(IReadOnlyList<double> sums, IReadOnlyList<long> counts) => Of(sums, [.. counts.Select(c => (double)c)]);

    /// <summary>The same of shares in place of counts.</summary>
    /// <param name="sums">By replicate.</param>
    /// <param name="counts">By replicate; not all 0.</param>
    public static (double Mean, double Variance, int Degrees) Of(IReadOnlyList<double> sums, IReadOnlyList<double> counts)
    {
        double count = counts.Sum();
        double mean = sums.Sum() / count;
        double squares = 0;
        int replicates = 0;
        for (int r = 0; r < sums.Count; r++)
        {
            if (counts[r] == 0) continue;
            replicates++;
            double off = sums[r] - (mean * counts[r]);
            squares += off * off;
        }
        double variance = replicates > 1 ? replicates / (replicates - 1.0) * squares / (count * count) : double.NaN;
        return (mean, variance, replicates - 1);
    }

    /// <summary>The share of the runs that all replicates can have missed although they agree (see <see cref="ReplicatedShare"/>).</summary>
    /// <param name="runs">All runs.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    public static double Unseen(double runs, double confidence) => -Math.Log((1 - confidence) / 2) / runs;

    /// <summary>The interval of a mean of values.</summary>
    /// <param name="sums">By replicate.</param>
    /// <param name="counts">By replicate; two or more in all.</param>
    /// <param name="spread">The standard deviation of all values, with n - 1.</param>
    /// <param name="range">The greatest less the least of them.</param>
    /// <param name="jumps">Whether values jump, rather than being smooth in the assumptions.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    public static (double Low, double High) Interval(IReadOnlyList<double> sums, IReadOnlyList<long> counts, double spread, double range, bool jumps, double confidence)
    {
        (double mean, double variance, int degrees) = Of(sums, counts);
        long count = counts.Sum();
        (double Low, double High) plain = MeanInterval.Of(mean, spread, count, confidence);
        if (degrees < 1) return plain;
        double half = Levels.T(confidence, degrees) * Math.Sqrt(variance);
        // Replicates that agree but for rounding, or whose values jump: where an assumption that a design places decides by a threshold, only the one run at the threshold differs, and that seldom.
        // Where a measure is smooth in the assumptions they differ by far less than a run, and are to be believed.
        if (half <= Rounding * range || jumps) half = Math.Max(half, Unseen(count, confidence) * range);
        // Few values say little about the spread of the replicates, and are as good as independent.
        if (count < Enough * counts.Count) half = Math.Max(half, plain.High - mean);
        return (mean - half, mean + half);
    }
}
