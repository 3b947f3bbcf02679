namespace ScenarioSim.Statistics;

/// <summary>The difference of two quantities that were estimated each by itself: from independent runs, or from runs of which it is known how the two estimates go together.</summary>
/// <remarks>
/// The two intervals are put together by "square and add", which for shares is R. Newcombe's hybrid score interval (Interval estimation for the difference
/// between independent proportions, Statistics in Medicine 17, 1998, method 10) and for any estimates the method of variance estimates recovery
/// (G. Zou, A. Donner, Statistics in Medicine 27, 2008). Where the estimates are correlated, twice the correlation times the product is taken off the sum of squares: for shares
/// that is Newcombe's method 10 for paired data (Improved confidence intervals for the difference between binomial proportions based on paired data, in the same volume).
/// </remarks>
public static class UnpairedDifference
{
    /// <summary>The interval of the item's share less the baseline's.</summary>
    public static (double Low, double High) Interval(long item, long itemRuns, long baseline, long baselineRuns, double confidence) => Interval(
        (double)item / itemRuns, Proportion.Interval(item, itemRuns, confidence),
        (double)baseline / baselineRuns, Proportion.Interval(baseline, baselineRuns, confidence));

    /// <summary>The interval of the difference of two estimates with intervals of the same level.</summary>
    /// <param name="item">The item's estimate.</param>
    /// <param name="itemInterval">Its interval.</param>
    /// <param name="baseline">The baseline's estimate.</param>
    /// <param name="baselineInterval">Its interval.</param>
    /// <param name="correlation">Of the two estimates, -1 to 1; 0 where they are independent.</param>
    public static (double Low, double High) Interval(double item, (double Low, double High) itemInterval, double baseline, (double Low, double High) baselineInterval, double correlation = 0)
    {
        double difference = item - baseline;
        double below = Side(item - itemInterval.Low, baselineInterval.High - baseline, correlation);
        double above = Side(itemInterval.High - item, baseline - baselineInterval.Low, correlation);
        return (difference - below, difference + above);
    }

    // The third side of a triangle.
    private static double Side(double a, double b, double correlation) => Math.Sqrt(Math.Max(0, (a * a) + (b * b) - (2 * correlation * a * b)));
}
