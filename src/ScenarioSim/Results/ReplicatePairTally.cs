using ScenarioSim.Model;

namespace ScenarioSim.Results;

/// <summary>Worlds seen twice, by replicate of their design: what intervals of differences need, beside the <see cref="PairTally"/> of all. Merges like it.</summary>
public sealed class ReplicatePairTally
{
    private readonly int _replicates;
    private readonly (int Baseline, int Item)[] _measures;

    /// <param name="baseline">The baseline's scenario.</param>
    /// <param name="item">The item's; perhaps the same.</param>
    /// <param name="replicates">How many replicates; run n belongs to replicate n modulo that.</param>
    public ReplicatePairTally(Scenario baseline, Scenario item, int replicates)
    {
        _replicates = replicates;
        Worlds = new long[replicates];
        Matrix = [.. baseline.Outcomes.Select(_ => item.Outcomes.Select(_ => new long[replicates]).ToArray())];
        _measures = [.. PairTally.Common(baseline, item)];
        Differences = [.. _measures.Select(_ => new ReplicateDifferences(replicates))];
    }

    /// <summary>Worlds by replicate.</summary>
    public long[] Worlds { get; }

    /// <summary>Worlds by the baseline's outcome, the item's, and replicate.</summary>
    public IReadOnlyList<long[][]> Matrix { get; }

    /// <summary>Item less baseline by replicate, over the worlds in which both have the measure; in the order of <see cref="PairTally.MeasureNames"/>.</summary>
    public IReadOnlyList<ReplicateDifferences> Differences { get; }

    /// <summary>Counts a world.</summary>
    public void Add(long run, int baseline, ReadOnlySpan<double> baselineMeasures, int item, ReadOnlySpan<double> itemMeasures)
    {
        int replicate = (int)(run % _replicates);
        Worlds[replicate]++;
        Matrix[baseline][item][replicate]++;
        for (int i = 0; i < _measures.Length; i++)
        {
            double difference = itemMeasures[_measures[i].Item] - baselineMeasures[_measures[i].Baseline];
            if (!double.IsNaN(difference)) Differences[i].Add(replicate, difference);
        }
    }

    /// <summary>Adds all that another tally of the same pair counted.</summary>
    public void Merge(ReplicatePairTally other)
    {
        for (int r = 0; r < _replicates; r++)
        {
            Worlds[r] += other.Worlds[r];
            for (int b = 0; b < Matrix.Count; b++)
            {
                for (int i = 0; i < Matrix[b].Length; i++) Matrix[b][i][r] += other.Matrix[b][i][r];
            }
        }
        for (int i = 0; i < Differences.Count; i++) Differences[i].Merge(other.Differences[i]);
    }
}
