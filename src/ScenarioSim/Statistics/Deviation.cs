using ScenarioSim.Model.Distributions;

namespace ScenarioSim.Statistics;

/// <summary>How far a sampled figure lies from a known one, in standard errors.</summary>
/// <remarks>
/// Where a figure is about normal this is plainly (sampled - known) / standard error. Where it is not (a share of which few runs are expected, a mean that rare large values make), it is the number of standard
/// errors at which a normal variable would have the same probability of lying so far out, or one that is sure not to be less. So one bound holds for all figures, however rare what they count.
/// </remarks>
public static class Deviation
{
    // Past this variance of a count its skewness changes a tail at five standard errors by less than 2%.
    private const double LargeVariance = 1e6;

    // Bernstein's correction below which the normal tail is good to a factor of 2 at five standard errors.
    private const double Slight = 0.05;

    // Sums of many rounded terms that should be equal are.
    private const double Rounding = 1e-9;

    /// <summary>Of a share of independent runs, by the tails of the binomial distribution.</summary>
    /// <param name="successes">How many runs have the property; 0 to <paramref name="runs"/>.</param>
    /// <param name="runs">How many runs; 1 or more.</param>
    /// <param name="probability">What is known, in [0, 1]; may be out by rounding.</param>
    /// <returns>Standard errors, positive where there are too many; infinite where it cannot be.</returns>
    public static double OfShare(long successes, long runs, double probability)
    {
        double p = Math.Clamp(probability, 0, 1);
        double off = successes - (runs * p);
        double variance = runs * p * (1 - p);
        if (variance > LargeVariance) return off / Math.Sqrt(variance);
        double tail = off > 0 ? AtLeast(successes, runs, p) : AtMost(successes, runs, p);
        return Score(tail, off, variance);
    }

    /// <summary>Of a mean of independent values, whose standard deviation is known too.</summary>
    /// <remarks>
    /// Where single values can weigh much, by Bernstein's inequality (S. Boucheron, G. Lugosi, P. Massart: Concentration Inequalities, 2013, section 2.8), which holds for any number of values; it needs
    /// how far a value can lie on that side, for which the extreme of the sample stands: no farther value has made the mean what it is.
    /// </remarks>
    /// <param name="mean">The sample's mean.</param>
    /// <param name="count">How many values; 1 or more.</param>
    /// <param name="least">The least value in the sample.</param>
    /// <param name="greatest">The greatest value in the sample.</param>
    /// <param name="known">The mean that is known.</param>
    /// <param name="deviation">The standard deviation that is known; 0 or more.</param>
    /// <returns>Standard errors, positive where the sample's mean is too large; infinite where it cannot be.</returns>
    public static double OfMean(double mean, long count, double least, double greatest, double known, double deviation)
    {
        double off = mean - known;
        if (Math.Abs(off) <= Rounding * Math.Max(1, Math.Max(Math.Abs(known), deviation))) return 0;
        double variance = deviation * deviation;
        double plain = off / (deviation / Math.Sqrt(count));
        if (variance == 0) return plain;
        double correction = Math.Max(0, off > 0 ? greatest - known : known - least) * Math.Abs(off) / (3 * variance);
        if (!(correction > Slight)) return plain;
        return Score(Math.Exp(-plain * plain / 2 / (1 + correction)), off, variance / count);
    }

    /// <summary>Of a sample whose p-quantile should be a known value, whatever the distribution.</summary>
    /// <remarks>
    /// If v is the p-quantile, a value is at most v with probability p or more, and less than v with probability p or less: either count can be too far out. H. David, H. Nagaraja: Order Statistics (2003), section 7.1.
    /// </remarks>
    /// <param name="below">How many values are less than the known quantile.</param>
    /// <param name="upTo">How many are at most the known quantile.</param>
    /// <param name="count">How many values there are; 1 or more.</param>
    /// <param name="p">Which quantile, in (0, 1).</param>
    /// <returns>Standard errors, positive where the sample's quantile is too large.</returns>
    public static double OfQuantile(long below, long upTo, long count, double p)
    {
        double tooFew = Math.Min(0, OfShare(upTo, count, p));
        double tooMany = Math.Max(0, OfShare(below, count, p));
        return tooMany > -tooFew ? -tooMany : -tooFew;
    }

    /// <summary>The number of standard errors that none of so many figures passes, with the given probability, whatever their dependence (Bonferroni's inequality).</summary>
    /// <param name="confidence">The probability, in (0, 1).</param>
    /// <param name="figures">How many figures; 1 or more.</param>
    public static double Bound(double confidence, int figures) => -StandardNormal.Quantile((1 - confidence) / figures / 2);

    // P(X >= k) = I_p(k, n - k + 1): NIST Handbook of Mathematical Functions (2010), 8.17.5.
    private static double AtLeast(long k, long n, double p) => k <= 0 ? 1 : IncompleteBeta.Lower(k, n - k + 1, p);

    private static double AtMost(long k, long n, double p) => k >= n ? 1 : IncompleteBeta.Lower(n - k, k + 1, 1 - p);

    // From a one-sided tail to a signed score; a tail of a half or more is in the middle.
    private static double Score(double tail, double off, double variance)
    {
        if (tail >= 0.5) return 0;
        double size = tail > 1e-300 ? -StandardNormal.Quantile(tail) : Math.Abs(off) / Math.Sqrt(variance);
        return Math.CopySign(size, off);
    }
}
