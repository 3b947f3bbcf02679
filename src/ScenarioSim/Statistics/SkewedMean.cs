namespace ScenarioSim.Statistics;

/// <summary>The interval of a mean of few, skewed values, such as estimates of a rare probability.</summary>
/// <remarks>
/// Student's interval lies too low where a rare large value makes the mean: this one is taken through a monotone cubic map that removes the skewness of the t statistic.
/// P. Hall, On the removal of skewness by transformation, JRSS B 54 (1992), section 2, with Student's quantiles in place of the normal ones, which is a little wider.
/// Without skewness it is <see cref="MeanInterval"/>.
/// </remarks>
public static class SkewedMean
{
    /// <summary>The interval of the mean of independent values of one law.</summary>
    /// <param name="values">The values; 3 or more, not all the same.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    public static (double Low, double High) Interval(IReadOnlyList<double> values, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Count, 3);
        (double mean, double spread, double skewness) = Moments(values);
        double root = Math.Sqrt(values.Count);
        double t = Levels.T(confidence, values.Count - 1);
        return (mean - (spread * Map(t / root, skewness, values.Count)), mean - (spread * Map(-t / root, skewness, values.Count)));
    }

    /// <summary>Mean, standard deviation (with n - 1) and skewness.</summary>
    public static (double Mean, double StandardDeviation, double Skewness) Moments(IReadOnlyList<double> values)
    {
        double mean = values.Average();
        double second = 0, third = 0;
        foreach (double value in values)
        {
            double off = value - mean;
            second += off * off;
            third += off * off * off;
        }
        double spread = Math.Sqrt(second / (values.Count - 1));
        double plain = Math.Sqrt(second / values.Count);
        return (mean, spread, plain > 0 ? third / values.Count / (plain * plain * plain) : 0);
    }

    // The inverse of w + g w^2 / 3 + g^2 w^3 / 27 + g / (6 n), where w is (mean - truth) / spread and g the skewness.
    private static double Map(double x, double skewness, int count) =>
        Math.Abs(skewness) < 1e-6 ? x : 3 / skewness * (Math.Cbrt(1 + (skewness * (x - (skewness / (6 * count))))) - 1);
}
