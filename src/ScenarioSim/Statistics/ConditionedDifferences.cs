using ScenarioSim.Results;

namespace ScenarioSim.Statistics;

/// <summary>Differences between an item and a baseline of which at least one is held to evidence: each is of the runs that agree under it, which are partly the same worlds.</summary>
/// <remarks>
/// An estimate from the runs that agree is a ratio of two sums over all worlds. To first order it errs by the sum, over these worlds, of how far each is off, divided by how many they are;
/// a world that does not agree is off by nothing. So two such estimates covary by the worlds that agree under both, and that is their correlation in <see cref="UnpairedDifference"/>,
/// which puts their own intervals together. (Linearisation of ratios: W. Cochran, Sampling Techniques, third edition, 1977, sections 6.3 and 6.4.)
/// </remarks>
internal static class ConditionedDifferences
{
    /// <summary>The difference of an outcome's shares.</summary>
    /// <param name="item">Position of the item.</param>
    /// <param name="name">The outcome.</param>
    /// <param name="own">The item's results.</param>
    /// <param name="basis">The baseline's.</param>
    /// <param name="pair">The worlds that agree under both.</param>
    /// <param name="level">The level of the interval.</param>
    public static OutcomeDifference Outcome(int item, string name, SimulationResults own, SimulationResults basis, PairTally pair, double level)
    {
        Estimate a = Share(own, name, level), b = Share(basis, name, level);
        long both = 0, ofItem = 0, ofBaseline = 0;
        for (int before = 0; before < pair.Matrix.Length; before++)
        {
            bool was = pair.Baseline.Outcomes[before].Name == name;
            for (int after = 0; after < pair.Matrix[before].Length; after++)
            {
                bool isNow = pair.Item.Outcomes[after].Name == name;
                long worlds = pair.Matrix[before][after];
                if (was && isNow) both += worlds;
                if (isNow) ofItem += worlds;
                if (was) ofBaseline += worlds;
            }
        }
        (double low, double high) = Interval(a, b, Product(both, ofItem, ofBaseline, pair.Worlds, a.Value, b.Value));
        return new OutcomeDifference(item, name, a.Value - b.Value, low, high, null, null);
    }

    /// <summary>The differences of the means of the measures that both have.</summary>
    /// <inheritdoc cref="Outcome"/>
    public static IEnumerable<MeasureDifference> Measures(int item, SimulationResults own, SimulationResults basis, PairTally pair)
    {
        foreach ((int at, string name) in pair.MeasureNames.Index())
        {
            MeasureResult after = Named(own, name), before = Named(basis, name);
            if (after is not { MeanLow: { } low, MeanHigh: { } high } || before is not { MeanLow: { } least, MeanHigh: { } most }) continue;
            Estimate a = new(after.Mean, low, high, Squares(after)), b = new(before.Mean, least, most, Squares(before));
            MeasurePair values = pair.Conditioned![at];
            MeasureHistogram differences = pair.Differences[at];
            // The variance of a difference is the sum of the two less twice what they have in common.
            double common = differences.Count < 2 ? 0
                : (Square(values.Item.StandardDeviation) + Square(values.Baseline.StandardDeviation) - Square(differences.StandardDeviation)) / 2 * (differences.Count - 1);
            double product = differences.Count == 0 ? 0 : common + (differences.Count * (values.Item.Mean - a.Value) * (values.Baseline.Mean - b.Value));
            (double from, double to) = Interval(a, b, product);
            yield return new MeasureDifference(item, name, a.Value - b.Value, from, to) { Mean = a.Value, BaselineMean = b.Value };
        }
    }

    /// <summary>The differences of how often a <c>time_to</c> happens.</summary>
    /// <inheritdoc cref="Outcome"/>
    public static IEnumerable<HappeningDifference> Happenings(int item, SimulationResults own, SimulationResults basis, PairTally pair, double level)
    {
        foreach ((int at, string name) in pair.MeasureNames.Index())
        {
            MeasureResult after = Named(own, name), before = Named(basis, name);
            if (after.Measure.Reading != Model.Reading.TimeTo && before.Measure.Reading != Model.Reading.TimeTo) continue;
            Estimate a = Share(after.Count!.Value, own.Runs!.Value, level), b = Share(before.Count!.Value, basis.Runs!.Value, level);
            MeasurePair values = pair.Conditioned![at];
            (double low, double high) = Interval(a, b, Product(pair.Differences[at].Count, values.ItemHas, values.BaselineHas, pair.Worlds, a.Value, b.Value));
            yield return new HappeningDifference(item, name, a.Value - b.Value, low, high) { Share = a.Value, BaselineShare = b.Value };
        }
    }

    /// <summary>The difference of the expected values, if both have one.</summary>
    /// <inheritdoc cref="Outcome"/>
    public static IEnumerable<ValueDifference> Value(int item, SimulationResults own, SimulationResults basis, PairTally pair)
    {
        if (own.Value is not { Low: { } low, High: { } high } after || basis.Value is not { Low: { } least, High: { } most } before) yield break;
        Estimate a = new(after.Mean, low, high, Squares(own, after.Mean)), b = new(before.Mean, least, most, Squares(basis, before.Mean));
        double product = 0;
        for (int was = 0; was < pair.Matrix.Length; was++)
        {
            for (int now = 0; now < pair.Matrix[was].Length; now++)
            {
                product += pair.Matrix[was][now] * ((pair.Item.Outcomes[now].Value ?? 0) - a.Value) * ((pair.Baseline.Outcomes[was].Value ?? 0) - b.Value);
            }
        }
        (double from, double to) = Interval(a, b, product);
        yield return new ValueDifference(item, a.Value - b.Value, from, to);
    }

    // An estimate with its interval, and the sum of the squares by which its runs are off: divided by their number squared that is its variance.
    private readonly record struct Estimate(double Value, double Low, double High, double Squares);

    private static Estimate Share(SimulationResults results, string name, double level) =>
        // An outcome that there is not happens in no run.
        Share(results.Outcomes.FirstOrDefault(o => o.Outcome.Name == name)?.Runs ?? 0, results.Runs!.Value, level);

    private static Estimate Share(long successes, long runs, double level)
    {
        (double low, double high) = Proportion.Interval(successes, runs, level);
        double share = (double)successes / runs;
        return new Estimate(share, low, high, runs * share * (1 - share));
    }

    private static MeasureResult Named(SimulationResults results, string name) => results.Measures.First(m => m.Measure.Name == name);

    private static double Squares(MeasureResult measure) => Square(measure.StandardDeviation) * (measure.Count!.Value - 1);

    private static double Squares(SimulationResults results, double mean) => results.Outcomes.Sum(o => o.Runs!.Value * Square((o.Outcome.Value ?? 0) - mean));

    // The sum, over the worlds that agree under both, of how far the two are off their shares.
    private static double Product(long both, long ofItem, long ofBaseline, long worlds, double item, double baseline) => both - (baseline * ofItem) - (item * ofBaseline) + (worlds * item * baseline);

    private static (double Low, double High) Interval(Estimate item, Estimate baseline, double product)
    {
        double root = Math.Sqrt(item.Squares * baseline.Squares);
        double correlation = root > 0 ? Math.Clamp(product / root, -1, 1) : 0;
        return UnpairedDifference.Interval(item.Value, (item.Low, item.High), baseline.Value, (baseline.Low, baseline.High), correlation);
    }

    private static double Square(double x) => x * x;
}
