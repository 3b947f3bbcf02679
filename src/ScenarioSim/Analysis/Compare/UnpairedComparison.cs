using ScenarioSim.Model;
using ScenarioSim.Results;
using ScenarioSim.Statistics;

namespace ScenarioSim.Analysis;

/// <summary>Puts results that cannot be simulated anew beside those that can: differences of what each came to by itself, not world by world.</summary>
/// <remarks>The interval of a difference comes from the two intervals (see <see cref="UnpairedDifference"/>); all results must have the same level.</remarks>
public static class UnpairedComparison
{
    /// <summary>The comparison of all items.</summary>
    /// <param name="paired">What the simulated items came to, in their order; null where none is.</param>
    /// <param name="saved">For each item what was saved, or null where it is the next of the simulated ones.</param>
    /// <param name="baseline">Position of the baseline among all items; where it was simulated, it is the baseline of <paramref name="paired"/> too.</param>
    public static ComparisonResults Merge(ComparisonResults? paired, IReadOnlyList<ComparedItem?> saved, int baseline)
    {
        int[] place = Places(saved);
        ComparedItem[] items = [.. saved.Select((s, i) => s ?? paired!.Items[place[i]])];
        string[] names = Statistics.Differences.OutcomeNames(items, baseline);
        int[] others = [.. Enumerable.Range(0, items.Length).Where(i => i != baseline)];
        // World by world only where both were simulated.
        ComparisonResults? Paired(int i) => place[i] >= 0 && place[baseline] >= 0 ? paired : null;
        SimulationResults basis = items[baseline].Results;
        return new ComparisonResults
        {
            Items = items,
            Baseline = baseline,
            OutcomeNames = names,
            Disagreeing = paired?.Disagreeing ?? [],
            TakesOver = [.. place.Select(at => at >= 0 ? paired!.TakesOver.ElementAtOrDefault(at) : null)],
            FollowsBaseline = [.. place.Select(at => at >= 0 && paired!.FollowsBaseline.ElementAtOrDefault(at))],
            Differences = [.. others.SelectMany(i => names.Select(n =>
                Paired(i)?.Differences.FirstOrDefault(d => d.Item == place[i] && d.Outcome == n) is { } d ? d with { Item = i } : Outcome(i, n, items[i].Results, basis)))],
            Measures = [.. others.SelectMany(i => Paired(i) is { } p
                ? p.Measures.Where(d => d.Item == place[i]).Select(d => d with { Item = i }) : Measures(i, items[i].Results, basis))],
            Happenings = [.. others.SelectMany(i => Paired(i) is { } p
                ? p.Happenings.Where(d => d.Item == place[i]).Select(d => d with { Item = i }) : Happenings(i, items[i].Results, basis))],
            Values = [.. others.SelectMany(i => Paired(i) is { } p
                ? p.Values.Where(d => d.Item == place[i]).Select(d => d with { Item = i }) : Value(i, items[i].Results, basis))],
            WorldsThatChange = [.. others.Select(i => Paired(i)?.WorldsThatChange.FirstOrDefault(w => w.Item == place[i]) is { } w
                ? w with { Item = i, Matrix = Widened(w.Matrix, paired!.OutcomeNames, names) } : new WorldsThatChange(i, null, null, []))],
        };
    }

    // The position among the simulated items, -1 for a saved one.
    private static int[] Places(IReadOnlyList<ComparedItem?> saved)
    {
        var place = new int[saved.Count];
        int next = 0;
        for (int i = 0; i < saved.Count; i++) place[i] = saved[i] is null ? next++ : -1;
        return place;
    }

    private static OutcomeDifference Outcome(int item, string name, SimulationResults own, SimulationResults basis)
    {
        Estimate a = Share(own, name);
        Estimate b = Share(basis, name);
        (double difference, double low, double high) = a.Less(b);
        return new OutcomeDifference(item, name, difference, low, high, null, null);
    }

    private static Estimate Share(SimulationResults results, string name)
    {
        // An outcome that there is not happens in no world.
        if (results.Outcomes.FirstOrDefault(o => o.Outcome.Name == name) is not { } o) return new Estimate(0, 0, 0);
        if (IsKnown(results, o.Low)) return new Estimate(o.Probability, o.Low, o.High);
        (double low, double high) = o.Runs is { } ended && results.Runs is > 0 and { } runs && ended <= runs ? Proportion.Interval(ended, runs, results.Confidence) : (0, 1);
        return new Estimate(o.Probability, Math.Min(low, o.Probability), Math.Max(high, o.Probability));
    }

    // What was sampled and has no interval tells a figure and not its error; only what was solved is exact without one.
    private static bool IsKnown(SimulationResults results, double? low) => results.Runs is null || low is not null;

    private static IEnumerable<MeasureDifference> Measures(int item, SimulationResults own, SimulationResults basis)
    {
        foreach (MeasureResult m in own.Measures)
        {
            if (basis.Measures.FirstOrDefault(b => b.Measure.Name == m.Measure.Name) is not { } b || double.IsNaN(m.Mean) || double.IsNaN(b.Mean)) continue;
            if (!IsKnown(own, m.MeanLow) || !IsKnown(basis, b.MeanLow)) continue;
            (double difference, double low, double high) = new Estimate(m.Mean, m.MeanLow, m.MeanHigh).Less(new Estimate(b.Mean, b.MeanLow, b.MeanHigh));
            yield return new MeasureDifference(item, m.Measure.Name, difference, low, high) { Mean = m.Mean, BaselineMean = b.Mean };
        }
    }

    private static IEnumerable<HappeningDifference> Happenings(int item, SimulationResults own, SimulationResults basis)
    {
        foreach (MeasureResult m in own.Measures)
        {
            if (basis.Measures.FirstOrDefault(b => b.Measure.Name == m.Measure.Name) is not { } b || !AreTimes(m, b)) continue;
            if (!IsKnown(own, m.ShareLow) || !IsKnown(basis, b.ShareLow)) continue;
            (double difference, double low, double high) = new Estimate(m.Share, m.ShareLow, m.ShareHigh).Less(new Estimate(b.Share, b.ShareLow, b.ShareHigh));
            yield return new HappeningDifference(item, m.Measure.Name, difference, low, high) { Share = m.Share, BaselineShare = b.Share };
        }
    }

    // Whether a measure is the time to something. What was saved does not say how it is read: then it is one if it is in days and not every run has it.
    private static bool AreTimes(MeasureResult one, MeasureResult other)
    {
        static bool MayBe(Measure m) => m.Reading == Reading.TimeTo || (m.Text.Length == 0 && m.InDays);
        bool isTime = one.Measure.Reading == Reading.TimeTo || other.Measure.Reading == Reading.TimeTo;
        return isTime || (MayBe(one.Measure) && MayBe(other.Measure) && (one.Share < 1 || other.Share < 1));
    }

    private static IEnumerable<ValueDifference> Value(int item, SimulationResults own, SimulationResults basis)
    {
        if (own.Value is not { } a || basis.Value is not { } b || !IsKnown(own, a.Low) || !IsKnown(basis, b.Low)) yield break;
        (double difference, double low, double high) = new Estimate(a.Mean, a.Low, a.High).Less(new Estimate(b.Mean, b.Low, b.High));
        yield return new ValueDifference(item, difference, low, high);
    }

    // The same matrix among more outcomes.
    private static IReadOnlyList<IReadOnlyList<double>>? Widened(IReadOnlyList<IReadOnlyList<double>>? matrix, IReadOnlyList<string> from, IReadOnlyList<string> to)
    {
        if (matrix is null) return null;
        int[] at = [.. to.Select(n => from.ToList().IndexOf(n))];
        return [.. at.Select(r => (IReadOnlyList<double>)[.. at.Select(c => r < 0 || c < 0 ? 0 : matrix[r][c])])];
    }

    // A number and its interval; without one it is exact (see IsKnown).
    private readonly record struct Estimate(double Value, double? Low, double? High)
    {
        public (double Difference, double Low, double High) Less(Estimate other)
        {
            (double low, double high) = UnpairedDifference.Interval(Value, Interval, other.Value, other.Interval);
            return (Value - other.Value, low, high);
        }

        private (double Low, double High) Interval => (Low ?? Value, High ?? Value);
    }
}
