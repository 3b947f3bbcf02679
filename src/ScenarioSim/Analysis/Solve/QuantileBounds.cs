using ScenarioSim.Exact;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>Intervals of a measure's quantiles from independent estimates of its law.</summary>
/// <remarks>
/// A quantile is the least value q with F(q) ≥ p, so its interval is made of the values at which the estimates leave it open on which side of p the law is: Woodruff's (<i>JASA</i> 47, 1952), with the error of F at each
/// value instead of that at the quantile. Of each estimate it looks at the mass up to a value less p times the whole, so a law that is itself a ratio (of when something happens, or of what agrees with what is known) needs nothing else.
/// </remarks>
internal static class QuantileBounds
{
    // Sums of probabilities may miss a quantile by rounding alone.
    private const double Rounding = 1e-12;

    /// <summary>The interval of each of <see cref="MeasureResult.Quantiles"/>, in the unit of the measure; none where it has no law.</summary>
    /// <param name="of">The measure, with its quantiles.</param>
    /// <param name="tallies">At least two, each of a whole randomisation.</param>
    /// <param name="level">The level of the intervals, in (0, 1).</param>
    public static IReadOnlyList<(double Low, double High)> Of(MeasureResult of, IReadOnlyList<ExactTally> tallies, double level)
    {
        if (of.Quantiles.Count == 0) return [];
        int measure = of.Measure.Index;
        double[] values = [.. tallies.SelectMany(t => t.Laws[measure].Keys).Distinct().Order()];
        double[] whole = [.. tallies.Select(t => t.Laws[measure].Values.Sum())];
        Dictionary<double, double>[] laws = [.. tallies.Select(t => t.Laws[measure])];
        double beside = MeanInterval.Of(0, 1, tallies.Count, level).High;
        return [.. of.Quantiles.Select(q => Interval(q, values, laws, whole, beside))];
    }

    private static (double Low, double High) Interval((double Probability, double Value) quantile, double[] values, Dictionary<double, double>[] laws, double[] whole, double beside)
    {
        double low = quantile.Value, high = quantile.Value;
        bool begun = false;
        var beyond = Array.ConvertAll(whole, w => -quantile.Probability * w);
        foreach (double value in values)
        {
            for (int r = 0; r < beyond.Length; r++) beyond[r] += laws[r].GetValueOrDefault(value);
            (double least, double most) = Bounds(beyond, beside);
            double rounding = Rounding * whole.Average();
            if (!begun && most >= -rounding) (begun, low) = (true, Math.Min(low, value));
            high = Math.Max(high, value);
            if (least >= -rounding) return (low, Math.Max(quantile.Value, value));
        }
        return (low, high);
    }

    // The interval of a mean, of whose half-width so much belongs to each unit of the estimates' spread.
    private static (double Low, double High) Bounds(double[] estimates, double beside)
    {
        double mean = estimates.Average(), squares = 0;
        foreach (double e in estimates) squares += (e - mean) * (e - mean);
        double half = beside * Math.Sqrt(squares / (estimates.Length - 1));
        return (mean - half, mean + half);
    }
}
