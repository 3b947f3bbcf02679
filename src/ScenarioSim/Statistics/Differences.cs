using ScenarioSim.Model;
using ScenarioSim.Results;

namespace ScenarioSim.Statistics;

/// <summary>From paired tallies to differences with intervals.</summary>
public static class Differences
{
    /// <summary>The comparison of items with a baseline, all in the same worlds; where an item or the baseline is held to evidence, what each came to among the worlds that agree under it.</summary>
    /// <param name="items">The items with their own results.</param>
    /// <param name="pairs">For each item its worlds beside the baseline's; the baseline's own is not looked at.</param>
    /// <param name="baseline">Position of the baseline.</param>
    /// <param name="level">The level of the intervals.</param>
    /// <param name="replicates">Where the runs were placed by a design, the same worlds by its replicates.</param>
    /// <param name="own">Where they were, each item's runs by replicates.</param>
    public static ComparisonResults Of(
        IReadOnlyList<ComparedItem> items, IReadOnlyList<PairTally> pairs, int baseline, double level, IReadOnlyList<ReplicatePairTally>? replicates = null, IReadOnlyList<ReplicateTally>? own = null)
    {
        string[] names = OutcomeNames(items, baseline);
        int[] others = [.. Enumerable.Range(0, items.Count).Where(i => i != baseline)];
        SimulationResults basis = items[baseline].Results;
        return new ComparisonResults
        {
            Items = items,
            Baseline = baseline,
            OutcomeNames = names,
            Differences = [.. others.SelectMany(i => names.Select(name => IsConditioned(i)
                ? ConditionedDifferences.Outcome(i, name, items[i].Results, basis, pairs[i], level) : Outcome(i, name, pairs[i], level, replicates?[i])))],
            Measures = [.. others.SelectMany(i => IsConditioned(i)
                ? ConditionedDifferences.Measures(i, items[i].Results, basis, pairs[i]) : Measures(i, items[i].Results, basis, pairs[i], level, replicates?[i]))],
            Happenings = [.. others.SelectMany(i => IsConditioned(i)
                ? ConditionedDifferences.Happenings(i, items[i].Results, basis, pairs[i], level)
                : Happenings(i, items[i].Results, basis, pairs[i], level, replicates is null ? null : (replicates[i], own![i], own[baseline])))],
            Values = [.. others.SelectMany(i => IsConditioned(i) ? ConditionedDifferences.Value(i, items[i].Results, basis, pairs[i]) : Value(i, pairs[i], level, replicates?[i]))],
            WorldsThatChange = [.. others.Select(i => IsConditioned(i) ? new WorldsThatChange(i, null, null, []) : Changes(i, names, pairs[i]))],
        };

        bool IsConditioned(int item) => pairs[item].Conditioned is not null;
    }

    /// <summary>The names of all outcomes, the baseline's first.</summary>
    public static string[] OutcomeNames(IReadOnlyList<ComparedItem> items, int baseline) =>
        [.. items[baseline].Results.Outcomes.Concat(items.SelectMany(i => i.Results.Outcomes)).Select(o => o.Outcome.Name).Distinct()];

    private static OutcomeDifference Outcome(int item, string name, PairTally pair, double level, ReplicatePairTally? replicates)
    {
        long into = 0, outOf = 0;
        long[] replicatesInto = new long[replicates?.Worlds.Length ?? 0], replicatesOutOf = new long[replicatesInto.Length];
        for (int b = 0; b < pair.Matrix.Length; b++)
        {
            for (int i = 0; i < pair.Matrix[b].Length; i++)
            {
                bool before = pair.Baseline.Outcomes[b].Name == name;
                bool after = pair.Item.Outcomes[i].Name == name;
                if (after == before) continue;
                if (after) into += pair.Matrix[b][i];
                else outOf += pair.Matrix[b][i];
                for (int r = 0; r < replicatesInto.Length; r++) (after ? replicatesInto : replicatesOutOf)[r] += replicates!.Matrix[b][i][r];
            }
        }
        long n = pair.Worlds;
        (double low, double high) = replicates is null
            ? PairedDifference.Interval(into, outOf, n, level) : ReplicatedDifference.Interval(replicatesInto, replicatesOutOf, replicates.Worlds, level);
        return new OutcomeDifference(item, name, (double)(into - outOf) / n, low, high, (double)into / n, (double)outOf / n);
    }

    private static IEnumerable<MeasureDifference> Measures(int item, SimulationResults own, SimulationResults basis, PairTally pair, double level, ReplicatePairTally? replicates)
    {
        foreach ((int at, string name) in pair.MeasureNames.Index())
        {
            MeasureHistogram values = pair.Differences[at];
            Measure Named(Scenario scenario) => scenario.Measures.First(m => m.Name == name);
            int steps = Math.Max(pair.Baseline.Clock.LastStep, pair.Item.Clock.LastStep) + 1;
            if (MeasureInterval.OfDifference(Named(pair.Item), Named(pair.Baseline), steps, values, replicates?.Differences[at], level) is not ({ } low, { } high)) continue;
            double Mean(SimulationResults results) => results.Measures.First(m => m.Measure.Name == name).Mean;
            double? some = pair.BaselineMean(at);
            yield return new MeasureDifference(item, name, values.Mean, low, high)
            {
                Share = (double)values.Count / pair.Worlds,
                Mean = some + values.Mean ?? Mean(own),
                BaselineMean = some ?? Mean(basis),
            };
        }
    }

    // Worlds that have a measure under the item and not under the baseline are those that have it less those that have it under both.
    private static IEnumerable<HappeningDifference> Happenings(
        int item, SimulationResults own, SimulationResults basis, PairTally pair, double level, (ReplicatePairTally Both, ReplicateTally Own, ReplicateTally Basis)? replicates)
    {
        foreach ((int at, string name) in pair.MeasureNames.Index())
        {
            MeasureResult after = own.Measures.First(m => m.Measure.Name == name), before = basis.Measures.First(m => m.Measure.Name == name);
            if (after.Measure.Reading != Reading.TimeTo && before.Measure.Reading != Reading.TimeTo) continue;
            long both = pair.Differences[at].Count, into = after.Count!.Value - both, outOf = before.Count!.Value - both, n = pair.Worlds;
            (double low, double high) = PairedDifference.Interval(into, outOf, n, level);
            if (replicates is var (pairs, items, baselines))
            {
                IReadOnlyList<long> shared = pairs.Differences[at].Sums.Counts;
                long[] Alone(ReplicateTally tally, MeasureResult of) => [.. tally.Measures[of.Measure.Index].Counts.Zip(shared, (a, b) => a - b)];
                (low, high) = ReplicatedDifference.Interval(Alone(items, after), Alone(baselines, before), pairs.Worlds, level);
            }
            yield return new HappeningDifference(item, name, (double)(into - outOf) / n, low, high)
            {
                Share = after.Share,
                BaselineShare = before.Share,
                Into = (double)into / n,
                OutOf = (double)outOf / n,
            };
        }
    }

    private static IEnumerable<ValueDifference> Value(int item, PairTally pair, double level, ReplicatePairTally? replicates)
    {
        if (pair.Baseline.Outcomes.All(o => o.Value is null) || pair.Item.Outcomes.All(o => o.Value is null)) yield break;
        List<double> values = [];
        List<long> counts = [];
        List<long[]> byReplicate = [];
        for (int b = 0; b < pair.Matrix.Length; b++)
        {
            for (int i = 0; i < pair.Matrix[b].Length; i++)
            {
                values.Add((pair.Item.Outcomes[i].Value ?? 0) - (pair.Baseline.Outcomes[b].Value ?? 0));
                counts.Add(pair.Matrix[b][i]);
                if (replicates is not null) byReplicate.Add(replicates.Matrix[b][i]);
            }
        }
        (double mean, double low, double high) = replicates is null
            ? MultinomialMean.Of(values, counts, level) : ReplicatedClasses.Of(values, byReplicate, replicates.Worlds, level);
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
