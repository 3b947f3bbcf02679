namespace ScenarioSim.Results;

/// <summary>Differences of a measure in the same worlds, in each of some replicates: added up, and how many are above and below 0.</summary>
/// <remarks>Merges to the same bits whatever the order. Not safe for use by several threads.</remarks>
/// <param name="replicates">How many replicates.</param>
public sealed class ReplicateDifferences(int replicates)
{
    /// <summary>Their number and sum.</summary>
    public ReplicateSums Sums { get; } = new(replicates);

    /// <summary>By replicate, in how many worlds the item has more than the baseline.</summary>
    public long[] Above { get; } = new long[replicates];

    /// <summary>By replicate, in how many it has less.</summary>
    public long[] Below { get; } = new long[replicates];

    /// <summary>Counts a difference.</summary>
    public void Add(int replicate, double difference)
    {
        Sums.Add(replicate, difference);
        if (difference > 0) Above[replicate]++;
        else if (difference < 0) Below[replicate]++;
    }

    /// <summary>Adds all that another counted.</summary>
    public void Merge(ReplicateDifferences other)
    {
        Sums.Merge(other.Sums);
        for (int r = 0; r < Above.Length; r++)
        {
            Above[r] += other.Above[r];
            Below[r] += other.Below[r];
        }
    }
}
