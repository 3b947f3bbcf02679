namespace ScenarioSim.Exact;

/// <summary>Arrays are the same where all their parts are.</summary>
internal sealed class Sequences : IEqualityComparer<int[]>
{
    /// <summary>The only one.</summary>
    public static Sequences Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public int GetHashCode(int[] obj)
    {
        var hash = default(HashCode);
        foreach (int part in obj) hash.Add(part);
        return hash.ToHashCode();
    }
}
