namespace ScenarioSim.Statistics;

/// <summary>The difference of two quantities estimated from independent runs.</summary>
/// <remarks>
/// The two intervals are put together by "square and add", which for shares is R. Newcombe's hybrid score interval (Interval estimation for the difference
/// between independent proportions, Statistics in Medicine 17, 1998, method 10) and for any estimates the method of variance estimates recovery
/// (G. Zou, A. Donner, Statistics in Medicine 27, 2008).
/// </remarks>
public static class UnpairedDifference
{
    /// <summary>The interval of the item's share less the baseline's.</summary>
    public static (double Low, double High) Interval(long item, long itemRuns, long baseline, long baselineRuns, double confidence) => Interval(
        (double)item / itemRuns, Proportion.Interval(item, itemRuns, confidence),
        (double)baseline / baselineRuns, Proportion.Interval(baseline, baselineRuns, confidence));

    /// <summary>The interval of the difference of two estimates with intervals of the same level.</summary>
    public static (double Low, double High) Interval(double item, (double Low, double High) itemInterval, double baseline, (double Low, double High) baselineInterval)
    {
        double difference = item - baseline;
        double below = Hypotenuse(item - itemInterval.Low, baselineInterval.High - baseline);
        double above = Hypotenuse(itemInterval.High - item, baseline - baselineInterval.Low);
        return (difference - below, difference + above);
    }

    private static double Hypotenuse(double a, double b) => Math.Sqrt(a * a + b * b);
}
