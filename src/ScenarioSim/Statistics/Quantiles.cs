using ScenarioSim.Model.Distributions;
using ScenarioSim.Results;

namespace ScenarioSim.Statistics;

/// <summary>Intervals of quantiles of what was counted, by order statistics.</summary>
public static class Quantiles
{
    // Up to here binomial tails are summed exactly; beyond, the normal approximation is off by less than a rank in a thousand of its width.
    private const long ExactUpTo = 1_000_000;

    /// <summary>The intervals of a measure's quantiles, in their order; none where there is no level for them, and none are known otherwise.</summary>
    public static IReadOnlyList<(double Low, double High)> Intervals(MeasureResult measure) =>
        measure.QuantileBounds.Count > 0 ? measure.QuantileBounds : measure.QuantileLevel is { } level ? [.. measure.Quantiles.Select(q => Interval(measure.Bins, q.Probability, level))] : [];

    /// <summary>The interval of the p-quantile: between two order statistics, whatever the distribution.</summary>
    /// <remarks>
    /// H. David, H. Nagaraja: Order Statistics (2003), section 7.1. With too few runs for the level there is no bound: infinite. Where values are no longer told apart, a bound is the end of its bin.
    /// </remarks>
    /// <param name="bins">Rising; at least one with a run.</param>
    /// <param name="p">In (0, 1).</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    public static (double Low, double High) Interval(IReadOnlyList<Bin> bins, double p, double confidence)
    {
        long runs = Count(bins);
        double tail = (1 - confidence) / 2;
        long low = LargestRank(runs, p, tail);
        long high = runs + 1 - LargestRank(runs, 1 - p, tail);
        return (low < 1 ? double.NegativeInfinity : At(bins, low).Low, high > runs ? double.PositiveInfinity : At(bins, high).High);
    }

    // The largest rank r with P(fewer than r runs below the quantile) <= tail; 0 if there is none.
    private static long LargestRank(long runs, double p, double tail)
    {
        if (runs > ExactUpTo) return (long)Math.Floor(runs * p + StandardNormal.Quantile(tail) * Math.Sqrt(runs * p * (1 - p)));
        (long good, long bad) = (0, runs + 1);
        while (bad - good > 1)
        {
            long rank = good + (bad - good) / 2;
            if (FewerThan(rank, runs, p) <= tail) good = rank;
            else bad = rank;
        }

        return good;
    }

    // P(X < rank) for X binomial: I_{1-p}(n - r + 1, r), NIST Handbook of Mathematical Functions (2010), 8.17.5.
    private static double FewerThan(long rank, long runs, double p) => rank <= 0 ? 0 : IncompleteBeta.Lower(runs - rank + 1, rank, 1 - p);

    private static long Count(IReadOnlyList<Bin> bins)
    {
        long runs = 0;
        foreach (Bin bin in bins) runs += bin.Count;
        return runs > 0 ? runs : throw new ArgumentException("there is no run to take a quantile of", nameof(bins));
    }

    private static Bin At(IReadOnlyList<Bin> bins, long rank)
    {
        int i = 0;
        while (rank > bins[i].Count) rank -= bins[i++].Count;
        return bins[i];
    }
}
