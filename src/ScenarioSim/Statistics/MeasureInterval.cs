using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Statistics;

/// <summary>The interval of a measure's mean, and of the mean difference of a measure between two items in the same worlds.</summary>
/// <remarks>
/// <para>
/// Student's (<see cref="MeanInterval"/>), or that of the replicates of a design (<see cref="ReplicatedMean"/>), except where the values are known to lie in a range because they are read off a truth.
/// A truth that is read once, or whose greatest or least value is read, is 0 or 1 in each run: its mean is the share of an event, and has that share's interval.
/// </para>
/// <para>
/// One that is averaged or added up over the steps lies between two ends. Where nearly all runs have the same value, the few others say too little about what has not been seen:
/// then the interval is the one for a mean of classes (<see cref="MultinomialMean"/>), both ends among them, and it does not collapse where all runs are alike.
/// </para>
/// </remarks>
internal static class MeasureInterval
{
    // So many times as many runs must have other values than the commonest as a share needs for its score interval, before a spread is believed.
    private const double Enough = 2;

    // Values jump where each is that of so many runs on average.
    private const int SharedBy = 4;

    /// <summary>The interval of a measure's mean; null where there are too few values for one.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="steps">How many steps a run has at most, the initial world among them.</param>
    /// <param name="values">Its values.</param>
    /// <param name="replicates">The same by replicate, where the runs were placed by a design.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    public static (double Low, double High)? Of(Measure measure, int steps, MeasureHistogram values, ReplicateSums? replicates, double confidence)
    {
        if (values.Count == 0) return null;
        if (!IsShare(measure)) return Within(Range(measure, steps), values, replicates, confidence);
        return replicates is null ? Proportion.Interval(Having(values, 1), values.Count, confidence)
            : ReplicatedShare.Interval([.. replicates.Sums.Select(s => (long)s)], replicates.Counts, confidence);
    }

    /// <summary>The interval of the mean difference, item less baseline; null where there are too few values for one.</summary>
    /// <param name="item">The measure under the item.</param>
    /// <param name="baseline">That of the same name under the baseline.</param>
    /// <param name="steps">How many steps a run of either has at most, the initial world among them.</param>
    /// <param name="values">The differences.</param>
    /// <param name="replicates">The same by replicate, where the runs were placed by a design.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    public static (double Low, double High)? OfDifference(Measure item, Measure baseline, int steps, MeasureHistogram values, ReplicateDifferences? replicates, double confidence)
    {
        if (values.Count == 0) return null;
        if (IsShare(item) && IsShare(baseline))
        {
            return replicates is null ? PairedDifference.Interval(Having(values, 1), Having(values, -1), values.Count, confidence)
                : ReplicatedDifference.Interval(replicates.Above, replicates.Below, [.. replicates.Sums.Counts], confidence);
        }
        (double Least, double Greatest)? range = (Range(item, steps), Range(baseline, steps)) is ({ } own, { } other) ? (own.Least - other.Greatest, own.Greatest - other.Least) : null;
        return Within(range, values, replicates?.Sums, confidence);
    }

    // Whether the values are 0 or 1.
    private static bool IsShare(Measure measure) => measure.Of.Kind == Kind.Truth && measure.Reading is (Reading.Final or Reading.Max or Reading.Min);

    // Where the values are known to lie.
    private static (double Least, double Greatest)? Range(Measure measure, int steps) => measure.Of.Kind != Kind.Truth ? null : measure.Reading switch
    {
        Reading.TimeTo => null,
        Reading.Total => (0, steps),
        _ => (0, 1),
    };

    private static long Having(MeasureHistogram values, double value) => values.Bins().Where(b => b.Low == value).Sum(b => b.Count);

    // Whether runs share their values: what is smooth in assumptions hardly ever has a value twice.
    private static bool Jumps(MeasureHistogram values) => values.IsExact && values.Bins().Count <= values.Count / SharedBy;

    private static (double Low, double High)? Within((double Least, double Greatest)? range, MeasureHistogram values, ReplicateSums? replicates, double confidence)
    {
        // One value has no spread.
        (double Low, double High)? spread = values.Count < 2 ? null
            : replicates is null ? MeanInterval.Of(values.Mean, values.StandardDeviation, values.Count, confidence)
            : ReplicatedMean.Interval(replicates.Sums, replicates.Counts, values.StandardDeviation, values.Greatest - values.Least, Jumps(values), confidence);
        if (range is not ({ } least, { } greatest)) return spread;
        (double low, double high) = spread ?? (least, greatest);
        if (values.IsExact && values.Bins() is var bins && values.Count - bins.Max(b => b.Count) < Enough * Proportion.Large(Levels.Z(confidence)))
        {
            (_, double below, double above) = MultinomialMean.Of([.. bins.Select(b => b.Low), least, greatest], [.. bins.Select(b => b.Count), 0, 0], confidence);
            (low, high) = replicates is null || spread is null ? (below, above) : (Math.Min(low, below), Math.Max(high, above));
        }
        return (Math.Max(low, least), Math.Min(high, greatest));
    }
}
