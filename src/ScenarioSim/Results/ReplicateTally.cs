using ScenarioSim.Model;

namespace ScenarioSim.Results;

/// <summary>What the runs of a design came to in each of its replicates: what intervals need, beside the <see cref="Tally"/> of all. Merges like it.</summary>
public sealed class ReplicateTally : RunTaker
{
    private readonly int _replicates;
    private readonly int[] _batch = new int[RunBatch.Capacity];

    /// <param name="scenario">The scenario of the runs.</param>
    /// <param name="replicates">How many replicates; run n belongs to replicate n modulo that.</param>
    public ReplicateTally(Scenario scenario, int replicates)
    {
        _replicates = replicates;
        Runs = new long[replicates];
        Outcomes = [.. scenario.Outcomes.Select(_ => new long[replicates])];
        Measures = [.. scenario.Measures.Select(_ => new ReplicateSums(replicates))];
    }

    /// <summary>Runs by replicate.</summary>
    public long[] Runs { get; }

    /// <summary>Runs by outcome and replicate.</summary>
    public IReadOnlyList<long[]> Outcomes { get; }

    /// <summary>The values of each measure by replicate, over the runs that have it.</summary>
    public IReadOnlyList<ReplicateSums> Measures { get; }

    /// <inheritdoc/>
    internal override bool NeedsMoves(IReadOnlyList<Move> kinds) => false;

    /// <inheritdoc/>
    public override void Take(RunRecord run)
    {
        int replicate = (int)(run.Run % _replicates);
        Runs[replicate]++;
        Outcomes[run.Outcome][replicate]++;
        double[] measures = run.Measures;
        for (int i = 0; i < measures.Length; i++)
        {
            if (!double.IsNaN(measures[i])) Measures[i].Add(replicate, measures[i]);
        }
    }

    /// <inheritdoc/>
    public override void Take(RunBatch runs)
    {
        for (int i = 0; i < runs.Count; i++)
        {
            int replicate = (int)(runs.Runs[i] % _replicates);
            _batch[i] = replicate;
            Runs[replicate]++;
            Outcomes[runs.Outcomes[i]][replicate]++;
        }
        for (int m = 0; m < runs.Measures.Length; m++)
        {
            double[] values = runs.Measures[m];
            for (int i = 0; i < runs.Count; i++)
            {
                if (!double.IsNaN(values[i])) Measures[m].Add(_batch[i], values[i]);
            }
        }
    }

    /// <summary>Adds all that another tally of the same scenario counted.</summary>
    public void Merge(ReplicateTally other)
    {
        for (int r = 0; r < _replicates; r++)
        {
            Runs[r] += other.Runs[r];
            for (int o = 0; o < Outcomes.Count; o++) Outcomes[o][r] += other.Outcomes[o][r];
        }
        for (int i = 0; i < Measures.Count; i++) Measures[i].Merge(other.Measures[i]);
    }
}
