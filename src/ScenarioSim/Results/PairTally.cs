using ScenarioSim.Model;

namespace ScenarioSim.Results;

/// <summary>Worlds seen twice, under a baseline and under an item, counted by what both came to. Merges like <see cref="Tally"/>.</summary>
public sealed class PairTally
{
    private readonly (int Baseline, int Item)[] _measures;
    private readonly MeasureHistogram?[] _baselines;
    private readonly bool[] _same;
    private readonly MeasurePair[]? _pairs;

    /// <param name="baseline">The baseline's scenario.</param>
    /// <param name="item">The item's; perhaps the same.</param>
    /// <param name="conditioned">Whether each is told of worlds of its own, of which only those are counted here that both have.</param>
    public PairTally(Scenario baseline, Scenario item, bool conditioned = false)
    {
        (Baseline, Item) = (baseline, item);
        Matrix = [.. baseline.Outcomes.Select(_ => new long[item.Outcomes.Count])];
        _measures = [.. Common(baseline, item)];
        Differences = [.. _measures.Select(_ => new MeasureHistogram())];
        // Only a time_to can be absent from a world; of all other measures the baseline's own mean is that of the same worlds.
        _baselines = [.. _measures.Select(m => CanBeAbsent(m.Baseline, m.Item) ? new MeasureHistogram() : null)];
        if (conditioned) _pairs = [.. _measures.Select(_ => new MeasurePair())];
        _same = [.. baseline.Outcomes.SelectMany(b => item.Outcomes.Select(i => b.Name == i.Name))];
    }

    /// <summary>The baseline's scenario.</summary>
    public Scenario Baseline { get; }

    /// <summary>The item's scenario.</summary>
    public Scenario Item { get; }

    /// <summary>The measures that two scenarios have in common, by name: where they are in each.</summary>
    internal static IEnumerable<(int Baseline, int Item)> Common(Scenario baseline, Scenario item) =>
        baseline.Measures.Join(item.Measures, m => m.Name, m => m.Name, (b, i) => (b.Index, i.Index));

    /// <summary>Where each is told of worlds of its own, what each measure was under both, in the order of <see cref="MeasureNames"/>; else null.</summary>
    internal IReadOnlyList<MeasurePair>? Conditioned => _pairs;

    /// <summary>Worlds counted.</summary>
    public long Worlds { get; private set; }

    /// <summary>Worlds by the baseline's outcome and the item's.</summary>
    public long[][] Matrix { get; }

    /// <summary>The names of the measures that both have, in the baseline's order.</summary>
    public IEnumerable<string> MeasureNames => _measures.Select(m => Baseline.Measures[m.Baseline].Name);

    /// <summary>Item less baseline, over the worlds in which both have the measure; in the order of <see cref="MeasureNames"/>.</summary>
    public IReadOnlyList<MeasureHistogram> Differences { get; }

    /// <summary>The mean under the baseline over the worlds in which both have the measure; null where those are all worlds.</summary>
    /// <param name="measure">Position among <see cref="MeasureNames"/>.</param>
    public double? BaselineMean(int measure) => Differences[measure].Count < Worlds ? _baselines[measure]?.Mean : null;

    private bool CanBeAbsent(int baseline, int item) =>
        Baseline.Measures[baseline].Reading == Reading.TimeTo || Item.Measures[item].Reading == Reading.TimeTo;

    /// <summary>The numbers of the first worlds whose outcome differs.</summary>
    public List<long> FirstRuns { get; } = [];

    /// <summary>Counts a world. One tally is given its worlds in rising order.</summary>
    public void Add(long run, int baseline, ReadOnlySpan<double> baselineMeasures, int item, ReadOnlySpan<double> itemMeasures)
    {
        Worlds++;
        Matrix[baseline][item]++;
        if (FirstRuns.Count < Tally.FirstRunsKept && !_same[(baseline * Item.Outcomes.Count) + item]) FirstRuns.Add(run);
        for (int i = 0; i < _measures.Length; i++)
        {
            double before = baselineMeasures[_measures[i].Baseline], after = itemMeasures[_measures[i].Item], difference = after - before;
            _pairs?[i].Add(before, after);
            if (double.IsNaN(difference)) continue;
            Differences[i].Add(difference);
            _baselines[i]?.Add(before);
        }
    }

    /// <summary>Adds all that another tally of the same pair counted.</summary>
    public void Merge(PairTally other)
    {
        Worlds += other.Worlds;
        for (int b = 0; b < Matrix.Length; b++)
        {
            for (int i = 0; i < Matrix[b].Length; i++) Matrix[b][i] += other.Matrix[b][i];
        }
        List<long> first = [.. FirstRuns.Concat(other.FirstRuns).Order().Take(Tally.FirstRunsKept)];
        FirstRuns.Clear();
        FirstRuns.AddRange(first);
        for (int i = 0; i < Differences.Count; i++)
        {
            Differences[i].Merge(other.Differences[i]);
            if (other._baselines[i] is { } baselines) _baselines[i]!.Merge(baselines);
            _pairs?[i].Merge(other._pairs![i]);
        }
    }
}
