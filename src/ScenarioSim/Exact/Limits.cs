namespace ScenarioSim.Exact;

/// <summary>How much may be followed at once.</summary>
/// <param name="Worlds">Different worlds.</param>
/// <param name="Ways">Ways from world to world.</param>
public sealed record Limits(int Worlds, long Ways)
{
    // A world with its place in the table, its states and its masses; a way with its ends, its place and its probability.
    private const double BytesOfWorld = 160;
    private const double BytesOfWay = 28;
    private const double Part = 0.5;

    /// <summary>No more than this many worlds, and no more ways than the machine's free memory holds.</summary>
    /// <param name="worlds">How many worlds; null: as many as the free memory holds.</param>
    /// <param name="ways">How many ways a world is likely to have.</param>
    public static Limits Of(int? worlds, double ways = 16)
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        double free = Part * Math.Max(64 << 20, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
        double most = Math.Min(free / BytesOfWay, int.MaxValue / 2);
        return new Limits(worlds ?? (int)Math.Clamp(free / (BytesOfWorld + (ways * BytesOfWay)), 10_000, 500_000_000), (long)most);
    }
}
