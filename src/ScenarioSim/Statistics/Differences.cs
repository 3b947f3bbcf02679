using ScenarioSim.Results;

namespace ScenarioSim.Statistics;

/// <summary>From paired tallies to differences with intervals.</summary>
public static class Differences
{
    /// <summary>The comparison of items with a baseline, all in the same worlds.</summary>
    /// <param name="items">The items with their own results.</param>
    /// <param name="pairs">For each item its worlds beside the baseline's; the baseline's own is not looked at.</param>
    /// <param name="baseline">Position of the baseline.</param>
    /// <param name="level">The level of the intervals.</param>
    public static ComparisonResults Of(IReadOnlyList<ComparedItem> items, IReadOnlyList<PairTally> pairs, int baseline, double level)
    {
        string[] names = OutcomeNames(items, baseline);
        int[] others = [.. Enumerable.Range(0, items.Count).Where(i => i != baseline)];
        return new ComparisonResults
        {
            Items = items,
            Baseline = baseline,
            OutcomeNames = names,
            Differences = [.. others.SelectMany(i => names.Select(name => Outcome(i, name, pairs[i], level)))],
            Measures = [.. others.SelectMany(i => Measures(i, pairs[i], level))],
            Values = [.. others.SelectMany(i => Value(i, pairs[i], level))],
            WorldsThatChange = [.. others.Select(i => Changes(i, names, pairs[i]))],
        };
    }

    /// <summary>The names of all outcomes, the baseline's first.</summary>
    public static string[] OutcomeNames(IReadOnlyList<ComparedItem> items, int baseline) =>
        [.. items[baseline].Results.Outcomes.Concat(items.SelectMany(i => i.Results.Outcomes)).Select(o => o.Outcome.Name).Distinct()];

    private static OutcomeDifference Outcome(int item, string name, PairTally pair, double level)
    {
        long into = 0, outOf = 0;
        for (int b = 0; b < pair.Matrix.Length; b++)
        {
            for (int i = 0; i < pair.Matrix[b].Length; i++)
            {
                bool before = pair.Baseline.Outcomes[b].Name == name;
                bool after = pair.Item.Outcomes[i].Name == name;
                if (after && !before) into += pair.Matrix[b][i];
                if (before && !after) outOf += pair.Matrix[b][i];
            }
        }
        long n = pair.Worlds;
        (double low, double high) = PairedDifference.Interval(into, outOf, n, level);
        return new OutcomeDifference(item, name, (double)(into - outOf) / n, low, high, (double)into / n, (double)outOf / n);
    }

    private static IEnumerable<MeasureDifference> Measures(int item, PairTally pair, double level)
    {
        foreach ((string name, MeasureHistogram values) in pair.MeasureNames.Zip(pair.Differences))
        {
            if (values.Count < 2) continue;
            (double low, double high) = MeanInterval.Of(values.Mean, values.StandardDeviation, values.Count, level);
            yield return new MeasureDifference(item, name, values.Mean, low, high);
        }
    }

    private static IEnumerable<ValueDifference> Value(int item, PairTally pair, double level)
    {
        if (pair.Baseline.Outcomes.All(o => o.Value is null) || pair.Item.Outcomes.All(o => o.Value is null)) yield break;
        List<double> values = [];
        List<long> counts = [];
        for (int b = 0; b < pair.Matrix.Length; b++)
        {
            for (int i = 0; i < pair.Matrix[b].Length; i++)
            {
                values.Add((pair.Item.Outcomes[i].Value ?? 0) - (pair.Baseline.Outcomes[b].Value ?? 0));
                counts.Add(pair.Matrix[b][i]);
            }
        }
        (double mean, double low, double high) = MultinomialMean.Of([.. values], [.. counts], level);
        yield return new ValueDifference(item, mean, low, high);
    }

    private static WorldsThatChange Changes(int item, string[] names, PairTally pair)
    {
        double[][] matrix = [.. names.Select(_ => new double[names.Length])];
        double changed = 0;
        for (int b = 0; b < pair.Matrix.Length; b++)
        {
            for (int i = 0; i < pair.Matrix[b].Length; i++)
            {
                double share = (double)pair.Matrix[b][i] / pair.Worlds;
                (int from, int to) = (Array.IndexOf(names, pair.Baseline.Outcomes[b].Name), Array.IndexOf(names, pair.Item.Outcomes[i].Name));
                matrix[from][to] += share;
                if (from != to) changed += share;
            }
        }
        return new WorldsThatChange(item, changed, matrix, [.. pair.FirstRuns.Order()]);
    }
}
