namespace ScenarioSim.Exact;

/// <summary>How much may be followed at once.</summary>
/// <param name="Worlds">Different worlds.</param>
/// <param name="Ways">Ways from world to world.</param>
public sealed record Limits(int Worlds, long Ways)
{
    // A world with its place in the table, its states and its masses; a way with its ends, its place and its probability.
    private const double BytesOfWorld = 160;
    private const double Usual = BytesOfWorld + (16 * BytesOfWay);
    private const double BytesOfWay = 28;
    private const double Part = 0.5;

    /// <summary>Whether the user said how many worlds there may be.</summary>
    public bool IsAsked { get; init; }

    /// <summary>How many numbers of what worlds lead to are kept as they are, where something is known; of more, only those of some steps.</summary>
    internal long Rows { get; init; } = 1 << 22;

    /// <summary>How many ways of graphs are kept that are wanted again, where something is known; of more, they are found once more.</summary>
    internal long WaysAhead { get; init; } = Math.Min(1 << 24, Ways / 4);

    /// <summary>The limits where so many solutions are under way at once.</summary>
    public Limits Shared(int among) => this with { Worlds = IsAsked ? Worlds : Math.Max(1, Worlds / among), Ways = Math.Max(1, Ways / among), WaysAhead = Math.Max(1, WaysAhead / among) };

    /// <summary>The limits for worlds of a size; those that the user set stay.</summary>
    /// <param name="words">Words of a packed world: on average there are six of each, for its table is at most half full, and a new one is filled beside the old when it grows.</param>
    /// <param name="tracks">Tracks, whose states are kept.</param>
    /// <param name="lanes">Masses of a world: two of each too, before a step and after it.</param>
    public Limits Sized(int words, int tracks, int lanes)
    {
        double bytes = Usual + (6.0 * sizeof(ulong) * (words - 1)) + (sizeof(int) * (double)tracks) + (2.0 * sizeof(double) * (lanes - 1));
        // Places of worlds' tracks and masses are counted in 32 bits.
        int most = Array.MaxLength / Math.Max(1, Math.Max(tracks, lanes));
        return this with { Worlds = Math.Min(most, IsAsked ? Worlds : (int)Math.Max(1, Worlds * (Usual / bytes))) };
    }

    /// <summary>Whether there is room for worlds that are kept for every graph up to the last fact: as those that it begins with, and with what they lead to.</summary>
    /// <param name="worlds">How many, of all these graphs.</param>
    /// <param name="words">Words of a packed world.</param>
    public bool Hold(long worlds, int words) => worlds * ((sizeof(ulong) * (words + 1.0)) + sizeof(int)) <= Ways * BytesOfWay / 2;

    /// <summary>How many ways one world may have: as many as can be worked out in a fourth of the memory that all ways may take.</summary>
    /// <param name="bytes">Bytes of a packed world.</param>
    public long WaysOfWorld(int bytes) => Math.Max(1, (long)(Ways * BytesOfWay / (4.0 * (bytes + sizeof(int)))));

    /// <summary>No more than this many worlds, and no more ways than the machine's free memory holds.</summary>
    /// <param name="worlds">How many worlds; null: as many as the free memory holds.</param>
    /// <param name="ways">How many ways a world is likely to have.</param>
    public static Limits Of(int? worlds, double ways = 16)
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        double free = Part * Math.Max(64 << 20, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
        double most = Math.Min(free / BytesOfWay, int.MaxValue / 2);
        return new Limits(worlds ?? (int)Math.Clamp(free / (BytesOfWorld + (ways * BytesOfWay)), 10_000, 500_000_000), (long)most) { IsAsked = worlds is not null };
    }
}
