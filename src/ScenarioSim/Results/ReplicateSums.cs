namespace ScenarioSim.Results;

/// <summary>Values counted and added up in each of some replicates.</summary>
/// <remarks>Exact, so that it merges to the same bits whatever the order. Not safe for use by several threads.</remarks>
/// <param name="replicates">How many replicates.</param>
public sealed class ReplicateSums(int replicates)
{
    private readonly long[] _counts = new long[replicates];
    private readonly ExactSum[] _sums = [.. Enumerable.Range(0, replicates).Select(_ => new ExactSum())];

    /// <summary>How many values there are in each replicate.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <summary>Their sum in each.</summary>
    public IReadOnlyList<double> Sums => [.. _sums.Select(s => s.Value)];

    /// <summary>Counts a value.</summary>
    public void Add(int replicate, double value)
    {
        _counts[replicate]++;
        _sums[replicate].Add(value);
    }

    /// <summary>Adds all that another counted.</summary>
    public void Merge(ReplicateSums other)
    {
        for (int r = 0; r < _counts.Length; r++)
        {
            _counts[r] += other._counts[r];
            _sums[r].Merge(other._sums[r]);
        }
    }
}
