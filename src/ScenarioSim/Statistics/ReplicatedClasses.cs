namespace ScenarioSim.Statistics;

/// <summary>The mean of values that runs take, the runs dealt out to independent replicates: <see cref="MultinomialMean"/> with the design effect of <see cref="ReplicatedShare"/>.</summary>
/// <remarks>Values that were met too seldom to tell the spread of the replicates keep the effect from counting as less than 1 where they could carry more than a tenth of the variance. Replicates that agree could all have missed part of a run, whose value lies anywhere between the least and the greatest.</remarks>
internal static class ReplicatedClasses
{
    /// <summary>The observed mean and its interval.</summary>
    /// <param name="values">The value of each class, also of those that no run fell into.</param>
    /// <param name="counts">By class and replicate, how many runs fell into it.</param>
    /// <param name="runs">By replicate, how many runs there are; at least one in all.</param>
    /// <param name="confidence">The level, in (0, 1).</param>
    public static (double Mean, double Low, double High) Of(IReadOnlyList<double> values, IReadOnlyList<IReadOnlyList<long>> counts, IReadOnlyList<long> runs, double confidence)
    {
        long[] totals = [.. counts.Select(c => c.Sum())];
        double all = runs.Sum();
        double[] sums = [.. runs.Select((_, r) => values.Zip(counts).Sum(c => c.First * c.Second[r]))];
        (double mean, double variance, int degrees) = ReplicatedMean.Of(sums, runs);
        if (runs.Max() <= 1 || degrees < 1) return MultinomialMean.Of(values, totals, confidence);
        double Square(double x) => (x - mean) * (x - mean);
        double plain = values.Zip(totals).Sum(c => Square(c.First) * c.Second) / all;
        double effect = plain > 0 ? variance * all / plain : 1;
        double few = values.Zip(totals).GroupBy(c => c.First).Select(g => (Value: g.Key, Count: g.Sum(c => c.Second)))
            .Where(c => c.Count < (long)ReplicatedMean.Enough * runs.Count).Sum(c => Square(c.Value) * Math.Max(1, c.Count)) / all;
        if (few > 0.1 * effect * plain) effect = Math.Max(1, effect);
        double t = Levels.T(confidence, degrees), z = Levels.Z(confidence);
        (_, double low, double high) = MultinomialMean.Of(values, totals, t * t * effect / all, all / Math.Max(1, Math.Max(1, effect) * (t / z) * (t / z)), confidence);
        double least = values.Min(), greatest = values.Max(), unseen = ReplicatedMean.Unseen(all, confidence) * (greatest - least);
        return (mean, Math.Max(least, Math.Min(low, mean - unseen)), Math.Min(greatest, Math.Max(high, mean + unseen)));
    }
}
