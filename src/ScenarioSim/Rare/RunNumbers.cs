namespace ScenarioSim.Rare;

/// <summary>The numbers of split runs: above those of plain runs, and none twice, so that each has luck of its own whoever makes it and when.</summary>
internal static class RunNumbers
{
    /// <summary>The most levels that there can be.</summary>
    public const int MostLevels = 60;

    /// <summary>The most replications that there can be, those of trials among them.</summary>
    public const int MostReplications = 1 << 22;

    /// <summary>The number of a run: 2^62, then 22 bits of the replication, 6 of the stage, 34 of its place in the stage.</summary>
    public static long Of(int replication, int stage, int index) => (1L << 62) | ((long)replication << 40) | ((long)stage << 34) | (long)index;
}
