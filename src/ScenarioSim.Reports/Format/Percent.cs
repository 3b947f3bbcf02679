namespace ScenarioSim.Reports.Format;

/// <summary>Shares as percentages, with the digits that their intervals support.</summary>
public static class Percent
{
    // What rounding adds up to in a solution stays below this (docs/exact.md).
    private const double Rounding = 1e-10;

    /// <summary>A share: <c>29.6 %</c>.</summary>
    public static string Share(double share, double? low, double? high) => Number(share, low, high) + " %";

    /// <summary>A share without the sign: <c>29.6</c>.</summary>
    public static string Number(double share, double? low, double? high) => Numbers.Fixed(100 * share, Decimals(low, high));

    /// <summary>A share that was counted in so many runs: the digits of its 95% interval; none and all are plain, also where a sum of solved shares misses 1 by rounding.</summary>
    /// <param name="share">The share.</param>
    /// <param name="runs">How many runs; null where it was solved.</param>
    /// <param name="halfWidth">Half the width of its interval, where there is one after all.</param>
    public static string OfRuns(double share, long? runs, double? halfWidth = null)
    {
        if (halfWidth > Rounding) return Share(share, share - halfWidth, share + halfWidth);
        bool isPlain = share is 0 or 1 || (runs is null && Math.Abs(1 - share) < Rounding);
        return Numbers.Fixed(100 * share, isPlain ? 0 : Digits.OfShare(share, runs)) + " %";
    }

    /// <summary>An interval: <c>29.5–29.7</c>; empty where there is none.</summary>
    public static string Range(double? low, double? high) =>
        low is { } l && high is { } h ? Numbers.Between(Numbers.Fixed(100 * l, Decimals(low, high)), Numbers.Fixed(100 * h, Decimals(low, high)), "–") : "";

    /// <summary>A difference of shares in percentage points: <c>−3.1 pp</c>.</summary>
    public static string Points(double difference, double? low, double? high) => Numbers.Signed(100 * difference, Decimals(low, high)) + " pp";

    /// <summary>The interval of a difference: <c>−3.2 to −3.0</c>.</summary>
    public static string PointsRange(double? low, double? high) =>
        low is { } l && high is { } h ? Numbers.DifferenceRange(100 * l, 100 * h) : "";

    /// <summary>Half the width of an interval: <c>±0.10 pp</c>.</summary>
    public static string HalfWidth(double half) => "±" + Numbers.Fixed(100 * half, half > 0 ? Math.Clamp((int)Math.Ceiling(1 - Math.Log10(100 * half)), 0, 9) : 0) + " pp";

    /// <summary>A level: <c>95 %</c>, <c>99.9 %</c>.</summary>
    public static string Level(double level) => Numbers.Trimmed(100 * level, 10) + " %";

    /// <summary>The heading of a column of quantiles, of which so many percent are at most that: <c>q5</c>, <c>q97.5</c>. A column of intervals is headed by its level.</summary>
    public static string Quantile(double probability) => "q" + Numbers.Trimmed(100 * probability, 10);

    private static int Decimals(double? low, double? high) =>
        low is { } l && high is { } h && h - l > Rounding ? Math.Max(0, Digits.Supported(100 * l, 100 * h)) : Digits.ExactPercent;
}
